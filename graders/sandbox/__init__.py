"""What keeps untrusted code away from the machine: namespaces, limits, capabilities, seccomp."""
