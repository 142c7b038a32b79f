"""How firm levels and conclusions are: by source, by conflict, by weight."""
