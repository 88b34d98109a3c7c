package throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import throughline.engagement.BillingEvent;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.WorkEvent;
import throughline.money.Money;
import throughline.observed.RecordKey;

class StoringEventsTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved/events.txt");

    @Test
    void every_event_is_read_as_it_was_written() {
        for (Class<?> type : kindsOf(Event.class)) {
            Event event = (Event) sample(type);
            Event read = EventCodec.read(EventCodec.type(event), EventCodec.payload(event));
            assertThat(read).as(type.getSimpleName()).isEqualTo(event);
        }
    }

    @Test
    void the_stored_form_of_every_event_is_the_approved_one() throws Exception {
        Map<String, String> lines = new TreeMap<>();
        for (Class<?> type : kindsOf(Event.class)) {
            Event event = (Event) sample(type);
            lines.put(
                    EventCodec.type(event),
                    new String(EventCodec.payload(event), StandardCharsets.UTF_8));
        }
        StringBuilder written = new StringBuilder();
        lines.forEach(
                (type, payload) -> written.append(type).append(' ').append(payload).append('\n'));
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, written);
        }
        // What is stored stays stored: give a changed shape a new version, and run with
        // -Dapprove=true.
        assertThat(written.toString()).isEqualTo(Files.readString(APPROVED));
    }

    @Test
    void what_was_approved_once_can_be_read_for_ever() throws Exception {
        List<String> lines = Files.readAllLines(APPROVED);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(kindsOf(Event.class).size());
        for (String line : lines) {
            String[] parts = line.split(" ", 2);
            Event event = EventCodec.read(parts[0], parts[1].getBytes(StandardCharsets.UTF_8));
            assertThat(new String(EventCodec.payload(event), StandardCharsets.UTF_8))
                    .isEqualTo(parts[1]);
        }
    }

    @Test
    void time_that_was_stored_before_standard_rates_were_kept_is_read_without_one()
            throws Exception {
        for (String line : Files.readAllLines(APPROVED)) {
            if (line.startsWith("time-approved/v1 ")) {
                String stored = line.split(" ", 2)[1].replace(",\"standard\":\"EUR -12.50\"", "");
                Event event =
                        EventCodec.read(
                                "time-approved/v1", stored.getBytes(StandardCharsets.UTF_8));
                assertThat(((WorkEvent.TimeApproved) event).standard()).isEmpty();
                assertThat(new String(EventCodec.payload(event), StandardCharsets.UTF_8))
                        .isEqualTo(stored);
            }
        }
    }

    @Test
    void tiers_that_were_stored_before_a_price_could_be_for_many_units_are_read_as_of_one()
            throws Exception {
        for (String line : Files.readAllLines(APPROVED)) {
            if (line.startsWith("change-order-observed/v1 ")) {
                String stored = line.split(" ", 2)[1].replace(",\"per\":\"12.50\"", "");
                Event event =
                        EventCodec.read(
                                "change-order-observed/v1",
                                stored.getBytes(StandardCharsets.UTF_8));
                assertThat(new String(EventCodec.payload(event), StandardCharsets.UTF_8))
                        .isEqualTo(stored)
                        .contains("\"price\":\"EUR -12.50\"}");
            }
        }
    }

    @Test
    void credits_that_were_stored_before_they_could_name_units_are_read_without_any() {
        String stored =
                "{\"creditNote\":\"C\",\"invoice\":\"I\",\"number\":\"N\",\"date\":\"2026-03-31\","
                        + "\"net\":\"EUR 12.50\",\"netByLine\":{\"a\":\"EUR 12.50\"}}";
        Event event =
                EventCodec.read("credit-note-posted/v1", stored.getBytes(StandardCharsets.UTF_8));
        assertThat(((BillingEvent.CreditNotePosted) event).netByUnit()).isEmpty();
        assertThat(((BillingEvent.CreditNotePosted) event).then()).isEmpty();
        assertThat(((BillingEvent.CreditNotePosted) event).quantityByUnit()).isEmpty();
        assertThat(new String(EventCodec.payload(event), StandardCharsets.UTF_8)).isEqualTo(stored);
    }

    @Test
    void what_was_stored_before_quantities_and_rounding_were_kept_is_read_without_them()
            throws Exception {
        for (String line : Files.readAllLines(APPROVED)) {
            String[] parts = line.split(" ", 2);
            String stored =
                    parts[1].replace(",\"quantityByUnit\":{\"a\":\"12.50\",\"b\":\"12.50\"}", "")
                            .replace(",\"units\":\"12.50\"", "")
                            .replace(",\"rounding\":\"up\"", "");
            Event event = EventCodec.read(parts[0], stored.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(EventCodec.payload(event), StandardCharsets.UTF_8))
                    .as(parts[0])
                    .isEqualTo(stored);
        }
    }

    @Test
    void a_state_is_read_as_it_was_written() {
        Engagement empty = Engagement.empty(new EngagementId("crm:opportunity:1"));
        assertThat(StateCodec.state(StateCodec.state(empty))).isEqualTo(empty);
        Engagement full = (Engagement) sample(Engagement.class);
        assertThat(StateCodec.state(StateCodec.state(full))).isEqualTo(full);
    }

    private static List<Class<?>> kindsOf(Class<?> sealed) {
        List<Class<?>> kinds = new ArrayList<>();
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            kinds.addAll(each.isSealed() ? kindsOf(each) : List.of(each));
        }
        return kinds;
    }

    /** A value of a type with every part filled in. */
    private static Object sample(Type type) {
        if (type instanceof ParameterizedType holder) {
            Class<?> raw = (Class<?>) holder.getRawType();
            Type[] of = holder.getActualTypeArguments();
            if (raw == Optional.class) {
                return Optional.of(sample(of[0]));
            }
            return raw == List.class
                    ? List.of(sample(of[0]))
                    : Map.of("a", sample(of[1]), "b", sample(of[1]));
        }
        Class<?> plain = (Class<?>) type;
        Object scalar = SCALARS.get(plain);
        if (scalar != null) {
            return scalar;
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        return plain.isSealed() ? sample(plain.getPermittedSubclasses()[0]) : record(plain);
    }

    private static final Map<Class<?>, Object> SCALARS =
            Map.ofEntries(
                    Map.entry(String.class, "text"),
                    Map.entry(Object.class, "free"),
                    Map.entry(long.class, 7L),
                    Map.entry(int.class, 3),
                    Map.entry(Integer.class, 3),
                    Map.entry(Long.class, 7L),
                    Map.entry(Boolean.class, true),
                    Map.entry(boolean.class, true),
                    Map.entry(BigDecimal.class, new BigDecimal("12.50")),
                    Map.entry(LocalDate.class, LocalDate.of(2026, 3, 31)),
                    Map.entry(Duration.class, Duration.ofMinutes(7)),
                    Map.entry(Instant.class, Instant.parse("2026-03-31T08:00:00.123Z")),
                    Map.entry(CurrencyUnit.class, CurrencyUnit.EUR),
                    Map.entry(Money.class, Money.ofMinor("EUR", -1250)),
                    Map.entry(RecordKey.class, new RecordKey("crm", "opportunity", "a:b")),
                    Map.entry(
                            throughline.calendar.DateRange.class,
                            new throughline.calendar.DateRange(
                                    LocalDate.of(2026, 1, 1), LocalDate.of(2026, 4, 1))));

    private static Object record(Class<?> type) {
        assertThat(type.isRecord()).as("%s can be stored", type).isTrue();
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = sample(components[i].getGenericType());
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no sample of " + type, e);
        }
    }
}
