"""The queue, a reviewer's home, and the sign-off list, an editor's."""
