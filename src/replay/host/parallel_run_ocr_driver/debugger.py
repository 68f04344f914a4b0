"""Waits for a debugger of Python before the entry script is imported.

https://github.com/microsoft/debugpy#debugpy-import-usage
"""


def wait_for_debugger(port):
    if port is None:
        return
    import debugpy

    debugpy.listen(("127.0.0.1", port))
    debugpy.wait_for_client()
