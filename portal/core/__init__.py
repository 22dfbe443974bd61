"""What knows no domain word: audit, files, base pages, the design system."""
