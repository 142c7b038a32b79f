"""The network of a site: what ties agencies and groups, the ways upwards, and how it is drawn."""
