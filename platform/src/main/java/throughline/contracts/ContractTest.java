package throughline.contracts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import throughline.connectors.Connector;
import throughline.connectors.ConnectorException;
import throughline.connectors.Page;
import throughline.connectors.Watermark;
import throughline.journal.RawJson;
import throughline.landscape.Lookup;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.landscape.contract.DriftClass;
import throughline.landscape.contract.VendorContract;
import throughline.releases.LandscapeFiles;
import throughline.releases.Recordings;
import tools.jackson.core.JacksonException;

/**
 * Holds what a system answered, once or just now, against its contract and our mappings. That
 * nothing was answered is not that something is wrong.
 */
public final class ContractTest {

    private final Release release;
    private final String system;
    private final Optional<VendorContract> contract;

    /** A test of one system. */
    public ContractTest(Release release, String system) {
        this.release = release;
        this.system = system;
        this.contract = release.contract(system);
    }

    /**
     * One type by one source of answers.
     *
     * @param by {@code live}, or the recording's file and name
     * @param why what is broken, or why nothing could be checked; blank when all is well
     */
    public record Checked(String type, String by, Verdict verdict, int records, String why) {}

    /** By the recordings of the landscape. */
    public List<Checked> recorded(LandscapeFiles files) {
        Map<String, List<Recordings.Recording>> byType = new TreeMap<>();
        for (Recordings.Recording each : Recordings.of(files, system)) {
            byType.computeIfAbsent(each.type(), _ -> new ArrayList<>()).add(each);
        }
        List<Checked> checks = new ArrayList<>();
        for (Mapping mapping : mappings()) {
            List<Recordings.Recording> recordings = byType.getOrDefault(mapping.type(), List.of());
            if (recordings.isEmpty()) {
                checks.add(
                        new Checked(
                                mapping.type(),
                                "recordings",
                                Verdict.UNVERIFIED,
                                0,
                                "no recording of it; add one to recordings/%s.yaml"
                                        .formatted(system)));
            }
            for (Recordings.Recording each : recordings) {
                checks.add(
                        each.records().isEmpty()
                                ? new Checked(
                                        mapping.type(),
                                        each.name(),
                                        Verdict.UNVERIFIED,
                                        0,
                                        "the recorded answer has no records")
                                : checked(mapping, each.name(), each.records()));
            }
        }
        return checks;
    }

    /** By what the system answers now; reads only. Closes the connector. */
    public List<Checked> live(Connector connector) {
        List<Checked> checks = new ArrayList<>();
        try (connector) {
            for (Mapping mapping : mappings()) {
                checks.add(live(connector, mapping));
            }
        }
        return checks;
    }

    /** The system could not even be asked, for a reason that says nothing of the system. */
    public List<Checked> unasked(String why) {
        return mappings().stream()
                .map(mapping -> unverified(mapping, "it could not be asked: " + why))
                .toList();
    }

    private Checked live(Connector connector, Mapping mapping) {
        if (!connector.capabilities().polls().contains(mapping.type())) {
            return unverified(mapping, "its connector cannot be asked for it");
        }
        try {
            Page page = connector.read(mapping.type(), Watermark.START);
            List<Map<String, Object>> records = new ArrayList<>();
            for (Page.Raw each : page.records()) {
                records.add(RawJson.object(each.body()));
            }
            return records.isEmpty()
                    ? unverified(mapping, "it answered, but has no records of it")
                    : checked(mapping, "live", records);
        } catch (ConnectorException away) {
            return away.kind() == ConnectorException.Kind.UNREADABLE
                    ? new Checked(mapping.type(), "live", Verdict.BROKEN, 0, away.sentence())
                    : unverified(mapping, "it could not be asked: " + away.sentence());
        } catch (JacksonException | RawJson.NoObjectException unreadable) {
            return new Checked(
                    mapping.type(), "live", Verdict.BROKEN, 0, "a record of it is no JSON object");
        }
    }

    private static Checked unverified(Mapping mapping, String why) {
        return new Checked(mapping.type(), "live", Verdict.UNVERIFIED, 0, why);
    }

    private List<Mapping> mappings() {
        return release.mappings().stream()
                .filter(each -> each.system().equals(system))
                .sorted(Comparator.comparing(Mapping::type))
                .toList();
    }

    private Checked checked(Mapping mapping, String by, List<Map<String, Object>> records) {
        List<String> wrong = new ArrayList<>();
        for (Map<String, Object> raw : records) {
            contract.ifPresent(
                    each ->
                            each.deviations(mapping.type(), raw).stream()
                                    // a further field harms nobody who does not read it
                                    .filter(found -> found.drift() != DriftClass.NEW_FIELD)
                                    .forEach(found -> wrong.add(found.sentence())));
            if (mapping.translate(raw, Lookup.empty()) instanceof Translation.Refused(var faults)) {
                faults.forEach(fault -> wrong.add(fault.sentence()));
            }
        }
        if (!wrong.isEmpty()) {
            return new Checked(
                    mapping.type(),
                    by,
                    Verdict.BROKEN,
                    records.size(),
                    wrong.stream().distinct().limit(5).collect(Collectors.joining("; ")));
        }
        boolean covered = contract.filter(each -> each.covers(mapping.type())).isPresent();
        return new Checked(
                mapping.type(),
                by,
                covered ? Verdict.VERIFIED : Verdict.UNVERIFIED,
                records.size(),
                covered ? "" : "the mapping takes it, but no contract describes it");
    }
}
