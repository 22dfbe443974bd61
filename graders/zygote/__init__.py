"""The warm process and the children that it forks to run notebooks."""
