"""The rooms of Rue311. Who may import whom is written in docs/architecture.md and held by a test."""
