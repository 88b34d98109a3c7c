package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.releases.Activation;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.RefusedReleaseException;
import throughline.releases.ReleaseStep;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;

/** What may be put in force, and what is refused. */
class PuttingReleasesInForceTest extends TenOpportunities {

    @Test
    void what_was_not_rehearsed_is_refused() {
        KeptRelease next = drafted("stages.csv", "Lost,LOST", "Lost,OPEN", "ann");
        assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("bob")))
                .hasMessageContaining("was not rehearsed on the whole history")
                .hasMessageContaining("Run throughline rehearse " + next.id());
    }

    @Test
    void a_sample_is_no_rehearsal_of_the_whole() throws Exception {
        KeptRelease next = drafted("stages.csv", "Lost,LOST", "Lost,OPEN", "ann");
        rehearsals.rehearse(
                next,
                new Scope(50, Optional.empty()),
                Signature.of("ann"),
                Rehearsals.Watcher.NOBODY);
        assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("bob")))
                .hasMessageContaining("was not rehearsed on the whole history");
    }

    @Test
    void a_cancelled_rehearsal_says_so_and_does_not_count() throws Exception {
        KeptRelease next = drafted("stages.csv", "Lost,LOST", "Lost,OPEN", "ann");
        Rehearsal cancelled =
                rehearsals.rehearse(
                        next,
                        Scope.WHOLE,
                        Signature.of("ann"),
                        new Rehearsals.Watcher(progress -> {}, () -> true));
        assertThat(cancelled.state()).isEqualTo(Rehearsal.State.CANCELLED);
        assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("bob")))
                .hasMessageContaining("was not rehearsed");
    }

    @Test
    void what_another_version_of_this_code_rehearsed_is_refused_until_it_is_rehearsed_again()
            throws Exception {
        KeptRelease next = drafted("stages.csv", "Won,WON", "Won,OPEN", "ann");
        Rehearsal before = rehearsed(next);
        changeOver.approve(next, Somebody.called("bob"), "");
        for (String code : List.of("", "of another version")) {
            JdbcClient.create(database).sql("update rehearsal set code = ?").param(code).update();
            assertThat(changeOver.counting(next)).isEmpty();
            assertThat(changeOver.waiting()).isEmpty();
            assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("ann")))
                    .hasMessageContaining(
                            "rehearsal %d was made by another version of Throughline"
                                    .formatted(before.number()))
                    .hasMessageContaining("Rehearse it again: throughline rehearse " + next.id())
                    .extracting(refused -> ((RefusedReleaseException) refused).code())
                    .isEqualTo("rehearsed-by-other-code");
            assertThatThrownBy(() -> changeOver.approve(next, Somebody.called("bob"), ""))
                    .hasMessageContaining("Rehearse it again");
        }
        rehearsed(next);
        assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("ann")))
                .as("what was agreed to was the other one")
                .hasMessageContaining("must agree");
        changeOver.approve(next, Somebody.called("bob"), "");
        assertThat(changeOver.apply(next, List.of(), Somebody.called("ann")).release())
                .isEqualTo(next.id());
    }

    @Test
    void what_moves_money_needs_another_person_than_its_author_for_this_very_rehearsal()
            throws Exception {
        KeptRelease next = drafted("stages.csv", "Won,WON", "Won,OPEN", "ann");
        Rehearsal rehearsal = rehearsed(next);
        assertThat(rehearsal.gate()).isPresent();
        assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("bob")))
                .hasMessageContaining("Somebody other than ann must agree");
        assertThatThrownBy(() -> changeOver.approve(next, Somebody.called("ANN "), ""))
                .hasMessageContaining("its author cannot agree to it too");
        assertThatThrownBy(() -> changeOver.approve(next, Somebody.playedBy("bob", "ann"), ""))
                .as("acting for somebody makes nobody a second person")
                .hasMessageContaining("its author cannot agree to it too");
        assertThatThrownBy(() -> changeOver.approve(next, Somebody.byATokenOf("bob", "ann"), ""))
                .as("who made the token has held it")
                .hasMessageContaining("as bob by ann: that is or may be ann, and its author");
        assertThat(
                        JdbcClient.create(database)
                                .sql(
                                        "select who || ' ' || through from audit where subject = ?"
                                            + " and what = 'approval-refused' order by position")
                                .param("release " + next.id())
                                .query(String.class)
                                .list())
                .containsExactly("ANN  test", "bob test by ann", "bob test made by ann");
        changeOver.approve(next, Somebody.called("bob"), "");
        rehearsed(next);
        assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("ann")))
                .as("the approval was of the rehearsal before")
                .hasMessageContaining("must agree");
        changeOver.approve(next, Somebody.called("bob"), "");
        assertThat(changeOver.apply(next, List.of(), Somebody.called("ann")).release())
                .isEqualTo(next.id());
        assertThat(store.find(next.hash()).orElseThrow().stands()).isEqualTo(ReleaseStep.ACTIVE);
        assertThat(store.find(first.release().id()).orElseThrow().stands())
                .isEqualTo(ReleaseStep.RETIRED);
    }

    @Test
    void of_two_who_change_at_once_one_is_refused() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        Activation before = store.inForce().orElseThrow();
        Rehearsal rehearsal = rehearsed(next);
        changeOver.apply(next, List.of(), Somebody.called("ann"));
        assertThatThrownBy(
                        () ->
                                store.activate(
                                        new ReleaseStore.Wanted(
                                                Optional.of(before.number()),
                                                next.id(),
                                                Activation.Kind.APPLIED,
                                                Optional.of(rehearsal.number()),
                                                Signature.of("bob"),
                                                Optional.empty()),
                                        now,
                                        () -> {}))
                .isInstanceOf(RefusedReleaseException.class)
                .hasMessageContaining("another change-over was made since");
    }

    @Test
    void a_crash_in_the_middle_leaves_what_was_in_force() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        Activation before = store.inForce().orElseThrow();
        assertThatThrownBy(
                        () ->
                                store.activate(
                                        new ReleaseStore.Wanted(
                                                Optional.of(before.number()),
                                                next.id(),
                                                Activation.Kind.APPLIED,
                                                Optional.empty(),
                                                Signature.of("ann"),
                                                Optional.empty()),
                                        now,
                                        () -> {
                                            throw new IllegalStateException("the lights go out");
                                        }))
                .hasMessageContaining("the lights go out");
        assertThat(store.inForce()).contains(before);
        assertThat(store.life(next.id())).noneMatch(lived -> lived.step() == ReleaseStep.ACTIVE);
    }

    @Test
    void files_that_somebody_changed_in_the_database_are_refused() {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        JdbcClient.create(database)
                .sql(
                        "update release set files = (select files from release where id = ?)"
                                + " where id = ?")
                .params(ReleaseStore.shortId(first.release().id()), next.id())
                .update();
        assertThatThrownBy(() -> store.files(next.id()))
                .hasMessageContaining("were changed in the database");
    }

    @Test
    void a_folder_that_is_edited_changes_nothing_until_it_is_applied() {
        ReadResult.Released edited = made("sectors.csv", "technolgy", "technologie");
        assertThat(new AppliedReleases(database).inForceOr(edited, now).id())
                .isEqualTo(first.release().id());
    }

    @Test
    void one_can_only_go_back_to_what_was_in_force() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        rehearsed(next);
        assertThatThrownBy(() -> changeOver.rollBack(next, Somebody.called("ann")))
                .hasMessageContaining("it never was in force");
        changeOver.apply(next, List.of(), Somebody.called("ann"));
        KeptRelease back = store.find(first.release().id()).orElseThrow();
        assertThatThrownBy(() -> changeOver.rollBack(back, Somebody.called("ann")))
                .hasMessageContaining("Run throughline rollback " + back.id() + " without --now.");
        assertThatThrownBy(() -> changeOver.approve(back, Somebody.called("bob"), ""))
                .hasMessageContaining("Run throughline rollback " + back.id() + " without --now.");
        rehearsals.rehearseRollBack(back, Signature.of("ann"), Rehearsals.Watcher.NOBODY);
        assertThat(changeOver.rollBack(back, Somebody.called("ann")).kind())
                .isEqualTo(Activation.Kind.ROLLED_BACK);
        assertThat(store.inForce().orElseThrow().release()).isEqualTo(back.id());
    }

    @Test
    void a_unit_that_is_not_there_cannot_go_first() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        rehearsed(next);
        assertThatThrownBy(() -> changeOver.apply(next, List.of("asia"), Somebody.called("ann")))
                .hasMessageContaining("it has no such unit. It has: sales");
    }

    @Test
    void files_come_back_byte_for_byte() {
        LandscapeFiles kept = store.files(ReleaseStore.shortId(first.release().id()));
        assertThat(kept.hash()).isEqualTo(first.files().hash());
        first.files()
                .files()
                .forEach((name, bytes) -> assertThat(kept.files().get(name)).isEqualTo(bytes));
    }
}
