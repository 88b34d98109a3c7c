package throughline.console;

import java.util.List;

/**
 * What arrives otherwise than declared.
 *
 * @param open how many findings wait for their owners
 * @param contracts the systems that have one
 * @param waiting what records wait, one sentence a type
 * @param mayAccept whether the visitor may accept findings
 * @param accepted whether one was accepted just now
 */
public record DriftPage(
        Page page,
        int open,
        List<String> contracts,
        List<String> waiting,
        List<Week> weeks,
        boolean mayAccept,
        boolean accepted) {

    /** All findings of a week. */
    public record Week(String monday, List<Row> rows) {}

    /**
     * One finding.
     *
     * @param drift its class
     * @param extent in how many records of how many
     * @param tone of the policy's tag
     */
    public record Row(
            String system,
            String type,
            String path,
            String drift,
            String value,
            String sentence,
            String read,
            String extent,
            String policy,
            String tone,
            String stands,
            String owner,
            boolean open) {}
}
