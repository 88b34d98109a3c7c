package throughline.releases;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where the values of a YAML file stand, so that one can be changed and all else stays. */
public final class ScalarRegions {

    private final String text;
    private final List<Region> regions = new ArrayList<>();

    private ScalarRegions(String text) {
        this.text = text;
    }

    /**
     * One value.
     *
     * @param value as it is read
     * @param from the first character of it as it is written, quotes and block marks included
     * @param until the character after the last one
     * @param line counted from 1
     */
    public record Region(String value, int from, int until, int line) {}

    /** All values of a file that is known to be YAML, in their order. */
    public static List<Region> of(String text) {
        ScalarRegions found = new ScalarRegions(text);
        new Compose(LoadSettings.builder().build()).composeString(text).ifPresent(found::add);
        return List.copyOf(found.regions);
    }

    private void add(Node node) {
        switch (node) {
            case ScalarNode scalar ->
                    regions.add(
                            new Region(
                                    scalar.getValue(),
                                    index(scalar.getStartMark().orElseThrow().getIndex()),
                                    index(scalar.getEndMark().orElseThrow().getIndex()),
                                    scalar.getStartMark().orElseThrow().getLine() + 1));
            case SequenceNode sequence -> sequence.getValue().forEach(this::add);
            case MappingNode mapping ->
                    mapping.getValue()
                            .forEach(
                                    tuple -> {
                                        add(tuple.getKeyNode());
                                        add(tuple.getValueNode());
                                    });
            case Node _ -> {
                return;
            }
        }
    }

    /** Marks count code points. */
    private int index(int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }
}
