"""The parts of the replay's driver, in a package of its own, so that no module of an entry script has their names."""
