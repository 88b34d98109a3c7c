package throughline.twins;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the CRM tells subscribers of changes, kept for a while so that who was away can have it once
 * more. Faults lose, double and swap events, and have them say no more than that there is a gap.
 *
 * <p>Threads: guarded by itself; who waits is woken by the next event.
 */
final class CrmEvents {

    private static final int MOST = 50_000;
    private static final String NOBODY = "000000000000000AAA";

    private final CrmStore store;
    private final Faults faults;
    private final Supplier<Instant> clock;
    private final ArrayDeque<Event> kept = new ArrayDeque<>();
    private long first;
    private long replayId = 41_207;
    private long transactions;
    private @Nullable Event heldBack;

    /**
     * One event.
     *
     * @param object whose record changed
     * @param data as subscribers are sent it
     */
    record Event(String object, long replayId, ObjectNode data) {}

    CrmEvents(CrmStore store, Faults faults, Supplier<Instant> clock) {
        this.store = store;
        this.faults = faults;
        this.clock = clock;
    }

    /** Tells what was done in one transaction. */
    synchronized void changed(List<CrmStore.Change> changes) {
        String key = "%08x-0001-%04x".formatted(++transactions, transactions % 0xffff);
        Instant committed = clock.get();
        int sequence = 0;
        for (List<CrmStore.Change> alike : merged(changes)) {
            CrmStore.Change change = alike.getFirst();
            Optional<Fault> fault =
                    faults.onEvent(change.object().name() + "." + change.deed().name());
            ObjectNode header = Json.object();
            header.put("entityName", change.object().name());
            ArrayNode ids = header.putArray("recordIds");
            alike.forEach(each -> ids.add(each.id()));
            header.put("changeType", change.deed().name());
            header.put("changeOrigin", "com/salesforce/api/rest/64.0;client=Twin");
            header.put("transactionKey", key).put("sequenceNumber", ++sequence);
            header.put("commitTimestamp", committed.toEpochMilli());
            header.put("commitUser", "005000000000001AAA").put("commitNumber", 7_000_000 + first);
            fields(header, change);
            header.putArray("nulledFields");
            header.putArray("diffFields");
            publish(change, header, fault.map(Fault::kind).orElse(""));
        }
        notifyAll();
    }

    /** What was deleted together is told by one event for each object, as the vendor merges it. */
    private static List<List<CrmStore.Change>> merged(List<CrmStore.Change> changes) {
        Map<String, List<CrmStore.Change>> merged = new LinkedHashMap<>();
        for (CrmStore.Change change : changes) {
            String name =
                    change.deed() == CrmStore.Deed.DELETE
                            ? change.object().name()
                            : change.deed() + change.id() + merged.size();
            merged.computeIfAbsent(name, _ -> new ArrayList<>()).add(change);
        }
        return List.copyOf(merged.values());
    }

    private static void fields(ObjectNode header, CrmStore.Change change) {
        ArrayNode changed = header.putArray("changedFields");
        if (change.deed() == CrmStore.Deed.UPDATE) {
            change.fields().forEach(changed::add);
            changed.add("LastModifiedDate");
        }
    }

    private void publish(CrmStore.Change change, ObjectNode header, String fault) {
        ObjectNode data = Json.object();
        ObjectNode payload =
                data.put("schema", "tw1n" + change.object().name()).putObject("payload");
        switch (fault) {
            case "event-gap" -> {
                header.put("changeType", "GAP_" + change.deed().name()).put("sequenceNumber", 1);
                header.putArray("changedFields");
            }
            case "event-overflow" -> {
                header.put("changeType", "GAP_OVERFLOW");
                header.putArray("changedFields");
                header.putArray("recordIds").add(NOBODY);
            }
            default -> body(payload, change);
        }
        payload.set("ChangeEventHeader", header);
        // Not one after the other, as the vendor says of its own.
        replayId += 1 + replayId % 3;
        data.putObject("event").put("replayId", replayId);
        Event event = new Event(change.object().name(), replayId, data);
        switch (fault) {
            case "event-lose" -> {}
            case "event-reorder" -> {
                release();
                heldBack = event;
                return;
            }
            case "event-duplicate" -> {
                keep(event);
                keep(event);
            }
            default -> keep(event);
        }
        release();
    }

    private void release() {
        if (heldBack != null) {
            keep(heldBack);
            heldBack = null;
        }
    }

    private void body(ObjectNode payload, CrmStore.Change change) {
        ObjectNode row = store.row(change.object(), change.id()).orElseGet(Json::object);
        switch (change.deed()) {
            case CREATE, UNDELETE ->
                    row.properties().stream()
                            .filter(field -> !field.getValue().isNull())
                            .forEach(field -> payload.set(field.getKey(), field.getValue()));
            case UPDATE -> {
                change.fields().forEach(field -> payload.set(field, row.path(field)));
                payload.set("LastModifiedDate", row.path("LastModifiedDate"));
            }
            case DELETE -> {}
        }
    }

    private void keep(Event event) {
        kept.add(event);
        if (kept.size() > MOST) {
            kept.remove();
            first++;
        }
    }

    /** Forgets what is older than it keeps, as after three days. */
    synchronized void forget() {
        first += kept.size();
        kept.clear();
    }

    /** The place after all events. */
    synchronized long end() {
        return first + kept.size();
    }

    /** The place of the first event that is kept. */
    synchronized long begin() {
        return first;
    }

    /** The place after an event; empty when it is not kept. */
    synchronized Optional<Long> after(String id) {
        long place = first;
        for (Event event : kept) {
            place++;
            if (Long.toString(event.replayId()).equals(id)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** At most so many events from a place on. */
    synchronized List<Event> from(long place, int most) {
        return kept.stream().skip(Math.max(0, place - first)).limit(most).toList();
    }

    /** Waits until there is an event at a place, or so long. */
    synchronized void await(long place, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            long left = millis;
            while (end() <= place && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
