package throughline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a figure, an engagement or an invoice rests on, as it is printed.
 *
 * @param figures the amounts that are explained
 * @param tree empty when there is nothing to explain; the sentence says why
 * @param verifyHref where deciding it again is asked for; empty when it was, or cannot be
 * @param verdict of deciding it again; empty when nobody asked
 */
public record ExplainView(
        Page page,
        String title,
        String sentence,
        String formula,
        List<Fact> figures,
        List<Fact> asked,
        @Nullable Node tree,
        String verifyHref,
        String verdict,
        String tone,
        String verdictSentence,
        List<Part> parts,
        List<String> differences) {

    /** A name and what it is. */
    public record Fact(String name, String value) {}

    /** A part of a figure: in the books, and anew. */
    public record Part(String name, String kept, String anew, boolean equal) {}

    /**
     * One step, and what it rests on.
     *
     * @param href where more is told of it; empty for nowhere
     * @param amount what of the figure it is; empty for none
     * @param open whether what it rests on is shown at once
     */
    public record Node(
            String kind,
            String label,
            String href,
            String amount,
            List<Fact> facts,
            List<Node> children,
            boolean open) {}
}
