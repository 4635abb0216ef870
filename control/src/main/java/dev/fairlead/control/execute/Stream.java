package dev.fairlead.control.execute;

/** One of the two ways in which a process speaks. */
enum Stream {
  STDOUT("stdout"),
  STDERR("stderr");

  private final String word;

  Stream(String word) {
    this.word = word;
  }

  /** Its name on the wire. */
  String word() {
    return word;
  }
}
