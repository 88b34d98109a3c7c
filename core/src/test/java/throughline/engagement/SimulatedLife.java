package throughline.engagement;

import static throughline.engagement.Records.FROM;
import static throughline.engagement.Records.eur;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.Milestone;
import throughline.observed.CanonicalRecord.Stage;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.RecordKey;

/** What happens in a firm in one year: deals of the three pricing models, and the work on them. */
final class SimulatedLife {

    private static final int LAST_WORKING_DAY = 300;

    private final RandomGenerator random;
    private final List<Fact> facts = new ArrayList<>();

    /** A version of a record as its system holds it from a day on. */
    record Fact(LocalDate day, EngagementId engagement, CanonicalRecord record) {}

    private SimulatedLife(RandomGenerator random) {
        this.random = random;
    }

    /** The facts of a year, in the order of their days. */
    static List<Fact> of(RandomGenerator random) {
        SimulatedLife life = new SimulatedLife(random);
        life.milestoneDeal();
        life.calendarDeal();
        life.timeDeal();
        return life.facts.stream().sorted(java.util.Comparator.comparing(Fact::day)).toList();
    }

    private void milestoneDeal() {
        RecordKey deal = key("opportunity", "milestones");
        String method = random.nextBoolean() ? "output-milestones" : "point-in-time";
        DealLine line = Records.milestones("F", method, cents(), cents(), cents());
        boolean lost = chance(10);
        sold(deal, lost, line);
        for (int i = 1; i <= 3 && !lost; i++) {
            int day = 30 + random.nextInt(LAST_WORKING_DAY);
            if (chance(30)) {
                add(day - 5, deal, accepted("F-M" + i, day - 5, "0." + (1 + random.nextInt(9))));
            }
            if (chance(85)) {
                add(day, deal, accepted("F-M" + i, day, "1"));
            }
        }
    }

    private void calendarDeal() {
        RecordKey deal = key("opportunity", "calendar");
        String method = random.nextBoolean() ? "straight-line" : "point-in-time";
        var instalments = new CanonicalRecord.PlannedInstalment[1 + random.nextInt(6)];
        for (int i = 0; i < instalments.length; i++) {
            instalments[i] = Records.on(FROM.plusDays(random.nextInt(360)).toString(), cents());
        }
        sold(deal, false, Records.instalments("C", method, instalments));
        if (chance(50)) {
            time(deal, random.nextInt(5));
        }
    }

    private void timeDeal() {
        RecordKey deal = key("opportunity", "time");
        DealLine line =
                switch (random.nextInt(3)) {
                    case 0 -> Records.timeAndMaterials("T");
                    case 1 -> Records.capped("T", (1 + random.nextInt(20)) + "000.00");
                    default -> Records.committed("T", (1 + random.nextInt(20)) + "000.00");
                };
        sold(deal, chance(10), line);
        time(deal, 3 + random.nextInt(15));
    }

    private void sold(RecordKey deal, boolean lostAgain, DealLine line) {
        add(0, deal, Records.customer());
        add(0, deal, Records.deal(deal, Stage.OPEN, line));
        add(random.nextInt(20), deal, Records.deal(deal, Stage.WON, line));
        if (lostAgain) {
            add(40 + random.nextInt(100), deal, Records.deal(deal, Stage.LOST, line));
            boolean worked = line.pricingModel().equals("time-and-materials");
            if (worked || random.nextBoolean()) {
                add(150 + random.nextInt(100), deal, Records.deal(deal, Stage.WON, line));
            }
        }
    }

    private void time(RecordKey deal, int entries) {
        for (int i = 0; i < entries; i++) {
            int worked = random.nextInt(LAST_WORKING_DAY);
            String id = deal.id() + "-" + i;
            int submitted = worked + random.nextInt(3);
            int approved = submitted + random.nextInt(20);
            add(submitted, deal, entry(id, worked, hours(), TimeStatus.SUBMITTED));
            add(approved, deal, entry(id, worked, hours(), TimeStatus.APPROVED));
            if (chance(20)) {
                add(
                        approved + random.nextInt(30),
                        deal,
                        entry(id, worked, hours(), TimeStatus.APPROVED));
            }
            if (chance(8)) {
                add(approved + 30, deal, entry(id, worked, hours(), TimeStatus.DELETED));
            }
        }
    }

    private TimeEntry entry(String id, int worked, BigDecimal hours, TimeStatus status) {
        Optional<String> role =
                switch (random.nextInt(4)) {
                    case 0 -> Optional.of("partner");
                    case 1 -> Optional.empty();
                    default -> Optional.of("consultant");
                };
        return new TimeEntry(
                new RecordKey("psa", "time", id),
                new RecordKey("psa", "project", "P"),
                new RecordKey("psa", "person", "ada"),
                FROM.plusDays(worked),
                hours,
                role,
                chance(85),
                status,
                Map.of());
    }

    private static Milestone accepted(String milestone, int day, String share) {
        return Records.accepted(milestone, FROM.plusDays(day).toString(), share);
    }

    private void add(int day, RecordKey deal, CanonicalRecord record) {
        facts.add(new Fact(FROM.plusDays(day), EngagementId.rootedIn(deal), record));
    }

    private static RecordKey key(String type, String id) {
        return new RecordKey("crm", type, id);
    }

    private String cents() {
        return eur("0.00")
                .plus(throughline.money.Money.ofMinor("EUR", 1 + random.nextInt(5_000_000)))
                .decimal()
                .toPlainString();
    }

    private BigDecimal hours() {
        return BigDecimal.valueOf(random.nextInt(48), 0).divide(BigDecimal.valueOf(4));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
