package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.timeAndMaterials;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.landscape.LegalEntity;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.SourceOfTruth;
import throughline.landscape.SourceOfTruth.Drift;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Unit;
import throughline.observed.CanonicalRecord.Project;
import throughline.observed.RecordKey;

class EditingWhatWeWroteTest {

    private static final RecordKey PROJECT = new RecordKey("psa", "project", "P-1");
    private static final String WRITTEN = "Acme programme";
    private static final String EXCEPTION = "drift:psa:project:P-1/name";

    @Test
    void an_edit_by_the_system_that_is_believed_is_a_fact() {
        Story story = active(believing("psa", Drift.RESTORE));
        story.observe(named("Acme, renamed by its owner"));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.underWay()).isEmpty();
    }

    @Test
    void an_edit_of_a_field_that_nobody_is_believed_about_is_left_alone() {
        Story story = active(HandmadeRelease.complete());
        story.observe(named("Acme, renamed"));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.underWay()).isEmpty();
    }

    @Test
    void another_systems_edit_is_told_and_over_when_both_say_the_same() {
        Story story = active(believing("crm", Drift.RAISE));
        story.observe(named("Acme, renamed"));
        assertThat(story.openExceptions()).containsExactly(EXCEPTION);
        assertThat(story.openException(EXCEPTION).facts())
                .containsEntry("holds", "Acme, renamed")
                .containsEntry("says", WRITTEN)
                .containsEntry("source", "crm");
        story.observe(named(WRITTEN));
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void another_systems_edit_is_restored_once_and_told_when_somebody_insists() {
        Story story = active(believing("crm", Drift.RESTORE));
        story.observe(named("Acme, renamed"));
        Action restore = story.pending(ActionKind.UPDATE_PROJECT);
        assertThat(restore.body())
                .containsEntry("id", "P-1")
                .containsEntry("fields", Map.of("name", WRITTEN));
        story.confirm(ActionKind.UPDATE_PROJECT, "P-1");
        story.hear(new Signal.Rederive(java.time.Instant.parse("2026-01-03T09:00:00Z")));
        assertThat(story.openExceptions()).as("its record was not observed since").isEmpty();
        story.observe(named(WRITTEN));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.underWay()).isEmpty();
        story.observe(named("Acme, renamed"));
        assertThat(story.openExceptions()).containsExactly(EXCEPTION);
        assertThat(story.underWay()).isEmpty();
    }

    @Test
    void an_edit_that_is_taken_back_before_it_was_restored_needs_no_write() {
        Story story = active(believing("crm", Drift.RESTORE));
        story.observe(named("Acme, renamed"));
        story.observe(named(WRITTEN));
        assertThat(story.underWay()).isEmpty();
    }

    private static Story active(Release release) {
        Story story = Story.active(release, timeAndMaterials("L1"));
        story.observe(named(WRITTEN));
        assertThat(story.openExceptions()).isEmpty();
        return story;
    }

    private static Project named(String name) {
        return new Project(PROJECT, name, Optional.of("active"), Map.of());
    }

    private static Release believing(String source, Drift drift) {
        HandmadeRelease systems =
                HandmadeRelease.with(
                        HandmadeRelease.system("erp", Release.Role.ERP, "CREATE_CUSTOMER"),
                        HandmadeRelease.system(
                                "psa", Release.Role.PSA, "CREATE_PROJECT", "UPDATE_PROJECT"),
                        HandmadeRelease.system("crm", Release.Role.CRM, "WRITE_BACK"));
        return new Believing(
                systems, new SourceOfTruth("project", "name", "active", source, drift));
    }

    /** A landscape that says who is believed. */
    private record Believing(HandmadeRelease of, SourceOfTruth truth) implements Release {
        @Override
        public Optional<SourceOfTruth> truth(String object, String field, String phase) {
            return Optional.of(truth).filter(one -> one.covers(object, field, phase));
        }

        @Override
        public String id() {
            return of.id();
        }

        @Override
        public String name() {
            return of.name();
        }

        @Override
        public Optional<Unit> unit(String name) {
            return of.unit(name);
        }

        @Override
        public Unit defaultUnit() {
            return of.defaultUnit();
        }

        @Override
        public Optional<LegalEntity> entity(String code) {
            return of.entity(code);
        }

        @Override
        public List<SystemDeclaration> systems() {
            return of.systems();
        }

        @Override
        public List<String> dimensions() {
            return of.dimensions();
        }

        @Override
        public Optional<SystemDeclaration> inRole(Role role, String unit, String legalEntity) {
            return of.inRole(role, unit, legalEntity);
        }

        @Override
        public Optional<Mapping> mapping(String system, String type) {
            return of.mapping(system, type);
        }

        @Override
        public String ownerOf(String part) {
            return of.ownerOf(part);
        }
    }
}
