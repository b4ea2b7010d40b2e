"""Accepts and rejects the tracked changes of Word files with LibreOffice: one process for all files.

    python3 resolvedocx.py FOLDER FILE…

Of FILE.docx it makes FOLDER/FILE.accepted.odt and FOLDER/FILE.rejected.odt. FOLDER also holds the profile of LibreOffice. Python is the
one for which the package python3-uno is.
"""
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def properties(**values):
    out = []
    for name, value in values.items():
        p = PropertyValue()
        p.Name, p.Value = name, value
        out.append(p)
    return tuple(out)


def connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except NoConnectException:
            if office.poll() is not None:
                break
            time.sleep(0.2)
    sys.exit("LibreOffice does not answer")


def main(folder, files):
    folder = os.path.abspath(folder)
    pipe = "rapporteur%d" % os.getpid()
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--accept=pipe,name=%s;urp;" % pipe],
        env=dict(os.environ, SAL_USE_VCLPLUGIN="svp"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connect(pipe, office)
        make = context.ServiceManager.createInstanceWithContext
        desktop = make("com.sun.star.frame.Desktop", context)
        dispatcher = make("com.sun.star.frame.DispatchHelper", context)
        for file in files:
            base = os.path.join(folder, os.path.basename(file)[:-len(".docx")])
            for verb, made in (("Accept", "accepted"), ("Reject", "rejected")):
                document = desktop.loadComponentFromURL("file://" + os.path.abspath(file), "_blank", 0, properties(Hidden=True))
                dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:%sAllTrackedChanges" % verb, "", 0, ())
                document.TextFields.refresh()  # numbers of tables
                document.storeToURL("file://%s.%s.odt" % (base, made), properties(FilterName="writer8"))
                document.close(True)
        desktop.terminate()
        office.wait(30)
    finally:
        if office.poll() is None:
            office.kill()


main(sys.argv[1], sys.argv[2:])
