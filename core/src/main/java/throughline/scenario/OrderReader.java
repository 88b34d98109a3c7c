package throughline.scenario;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.landscape.build.Reading;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.observed.RecordKey;

/** Reads a change order: when it was agreed, from when it counts, and what it changes. */
final class OrderReader {

    private static final List<String> WORDS = List.of("ends", "pauses", "resumes", "uncaps");
    private static final List<String> STATES = List.of("approved", "proposed", "rejected");

    private final ContractReader contracts;
    private final RecordKey deal;

    OrderReader(ContractReader contracts, RecordKey deal) {
        this.contracts = contracts;
        this.deal = deal;
    }

    /** The order; agreed on the day of its happening where it does not say when. */
    ChangeOrder read(Reading reading, LocalDate on) {
        String number = reading.text("number");
        ChangeStatus status =
                switch (Values.oneOf(reading, "status", STATES).orElse("approved")) {
                    case "proposed" -> ChangeStatus.PROPOSED;
                    case "rejected" -> ChangeStatus.REJECTED;
                    case String _ -> ChangeStatus.APPROVED;
                };
        Optional<LocalDate> approved = Values.day(reading, "approved");
        Optional<LocalDate> signed =
                Values.day(reading, "signed")
                        .or(() -> approved.isPresent() ? Optional.empty() : Optional.of(on));
        List<DealLine> lines = new ArrayList<>();
        for (Reading line : reading.sections("lines", "A line")) {
            lines.add(contracts.changedLine(line));
        }
        List<LineChange> changes = new ArrayList<>();
        for (Reading change : reading.sections("changes", "A change of a line")) {
            changes.add(change(change));
        }
        return new ChangeOrder(
                new RecordKey(deal.system(), "change-order", number),
                deal,
                number,
                status,
                reading.optional("kind"),
                signed,
                approved.map(OrderReader::instant),
                reading.optional("approvedBy"),
                Values.day(reading, "effective"),
                reading.optional("purchaseOrder"),
                reading.optional("legalEntity"),
                reading.optional("reason"),
                lines,
                changes,
                reading.textsByName("attributes"));
    }

    private static Instant instant(LocalDate day) {
        return day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    }

    private static LineChange change(Reading reading) {
        LineChange change =
                new LineChange(
                        reading.text("line"),
                        Values.oneOf(reading, "what", WORDS),
                        truth(reading, "distinct"),
                        truth(reading, "atStandalonePrice"));
        reading.done();
        return change;
    }

    private static Optional<Boolean> truth(Reading reading, String name) {
        return reading.has(name) ? Optional.of(reading.truth(name, false)) : Optional.empty();
    }
}
