"""Framework, evidence, levels and the skill profile."""
