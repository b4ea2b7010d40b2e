// Prints how many pairs of terms OmegaT reads from a TBX file for a project from Spanish into English, and the pairs.
import java.io.File;
import java.util.List;
import org.omegat.core.Core;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderTBX;

public class Glossary {
    public static void main(String[] args) throws Exception {
        final ProjectProperties p = new ProjectProperties(new File(args[1])) { };
        p.setSourceLanguage("es");
        p.setTargetLanguage("en");
        Core.setProject(new NotLoadedProject() {
            public ProjectProperties getProjectProperties() { return p; }
        });
        List<GlossaryEntry> list = GlossaryReaderTBX.read(new File(args[0]), false);
        System.setOut(new java.io.PrintStream(System.out, true, "UTF-8"));
        System.out.println(list.size());
        for (GlossaryEntry e : list) {
            System.out.println(e.getSrcText() + "\t" + e.getLocText());
        }
    }
}
