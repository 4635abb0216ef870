package dev.fairlead.filters.inspection;

import dev.fairlead.filters.inspection.clamav.ClamAv;

/**
 * That ClamAV is asked about whole bodies.
 *
 * @param most bytes of a body that are held for it
 * @param refusing whether a body that it says nothing about is refused
 */
public record Scanning(ClamAv clamAv, long most, boolean refusing) {}
