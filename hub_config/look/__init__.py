"""The academy's look for pages outside the portal: the hub's, the proxy's and a workspace's own."""
