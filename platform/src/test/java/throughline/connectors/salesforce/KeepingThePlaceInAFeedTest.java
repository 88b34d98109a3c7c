package throughline.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import throughline.connectors.Watermark;

class KeepingThePlaceInAFeedTest {

    private static final Instant THEN = Instant.parse("2026-03-10T09:00:00Z");

    @Test
    void a_place_that_did_not_move_is_written_as_it_was() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            Map<String, FeedPlace.Rest> types = new LinkedHashMap<>();
            Map<String, Map<String, Optional<Instant>>> named = new LinkedHashMap<>();
            for (int each = 0; each < 6; each++) {
                String name = "Object" + random.nextInt(10_000) + "__c";
                types.put(name, FeedPlace.Rest.begun(Optional.of(THEN), THEN.plusSeconds(2)));
                named.put(name, Map.of("001", Optional.empty()));
            }
            Watermark kept =
                    new FeedPlace(
                                    Optional.of(7L),
                                    Optional.of(THEN),
                                    named,
                                    types,
                                    Optional.of("more changed than it names"))
                            .watermark();
            FeedPlace read = FeedPlace.parse(kept);
            assertThat(read.watermark()).isEqualTo(kept);
            FeedPlace again =
                    new FeedPlace(
                            read.replayId(),
                            read.committed(),
                            new LinkedHashMap<>(read.named()),
                            new LinkedHashMap<>(read.types()),
                            read.missed());
            assertThat(again.watermark()).isEqualTo(kept);
        }
    }

    @Test
    void nothing_was_missed_of_types_that_nobody_reads_any_more() {
        FeedPlace place =
                new FeedPlace(
                        Optional.of(7L),
                        Optional.of(THEN),
                        Map.of(),
                        Map.of("Account", FeedPlace.Rest.begun(Optional.empty(), THEN)),
                        Optional.of("more changed than it names"));

        assertThat(place.of(Set.of("Account", "Lead")).missed()).isPresent();
        assertThat(place.of(Set.of("Lead")).missed()).isEmpty();
        assertThat(place.of(Set.of("Lead")).types()).isEmpty();
    }
}
