"""The commands: settings are read once, objects are built and handed down."""
