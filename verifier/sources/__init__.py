"""Who can speak: people, bodies, outlets, agencies, unnamed groups; their owners and other names."""
