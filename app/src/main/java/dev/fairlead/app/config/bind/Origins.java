package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import java.util.HashMap;
import java.util.Map;

/** Who said what: the place of every key that was written somewhere. */
public final class Origins {
  private final Map<KeyPath, Place> places = new HashMap<>();

  void record(KeyPath path, Place place) {
    places.put(path, place);
  }

  /** Where the value of that key was written, or that it is a default. */
  public Place of(KeyPath path) {
    return places.getOrDefault(path, new Place.Default());
  }

  /** The place of that key, or of the closest section around it that was written. */
  public Place nearest(KeyPath path) {
    Place place = places.get(path);
    return place != null || path.isRoot() ? of(path) : nearest(path.parent());
  }
}
