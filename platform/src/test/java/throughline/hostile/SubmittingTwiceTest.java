package throughline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.RawJson;
import throughline.server.FirmOnPaper;
import throughline.server.RegisteredRoutes;
import throughline.server.RegisteredRoutes.Route;
import throughline.server.SetClock;
import throughline.server.SignedIn;

/**
 * A form that is sent twice, also at the same moment, does what it does once; and one that was
 * filled in before something changed does nothing and says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmittingTwiceTest {

    /** They keep nothing, or what they keep is a look of its own at what stays as it is. */
    private static final Set<String> WITHOUT_A_TRACE =
            Set.of(
                    "POST /api/v1/would-activate",
                    "POST /api/v1/codes/preview",
                    "POST /api/v1/engagements/{id}/decisions/preview",
                    "POST /releases/{id}/rehearse",
                    "POST /rehearsals/{number}/cancel",
                    "POST /api/v1/releases/{id}/rehearsals",
                    "POST /api/v1/rehearsals/{number}/cancellation",
                    "POST /intake/one");

    private FirmOnPaper firm;
    private SignedIn admin;
    private Submissions submissions;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        // Time stands still, so that nothing happens but what is submitted.
        firm = UnderContract.in(folder, new SetClock("2026-03-10T09:00:00Z"));
        admin = SignedIn.first(firm.server());
        submissions = new Submissions(firm, admin);
    }

    @AfterAll
    void stop() {
        firm.close();
    }

    @Test
    void every_form_does_once_what_it_is_sent_twice_for_and_nothing_when_it_is_late()
            throws Exception {
        Set<String> tried = new TreeSet<>(WITHOUT_A_TRACE);
        List<String> faults = new ArrayList<>();
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Submission.Maker maker : submissions.all()) {
                Submission one = maker.make();
                tried.add(one.route());
                late(one, faults);
                long before = count(one);
                Future<HttpResponse<String>> first = both.submit(() -> send(one, Map.of()));
                Future<HttpResponse<String>> second = both.submit(() -> send(one, Map.of()));
                List<HttpResponse<String>> answers =
                        new ArrayList<>(List.of(first.get(), second.get()));
                firm.settle();
                answers.add(send(one, Map.of()));
                firm.settle();
                String told =
                        answers.stream()
                                .map(each -> each.statusCode() + " " + sentence(each))
                                .collect(Collectors.joining(" | "));
                if (answers.stream().noneMatch(each -> each.statusCode() < 400)) {
                    faults.add(one.route() + " did nothing: " + told);
                }
                if (answers.stream().anyMatch(each -> each.statusCode() > 499)) {
                    faults.add(one.route() + " failed: " + told);
                }
                if (count(one) != before + 1) {
                    faults.add(
                            "%s did it %d times: %s"
                                    .formatted(one.route(), count(one) - before, told));
                }
            }
        }
        assertThat(faults).isEmpty();
        Set<String> routes =
                RegisteredRoutes.of(firm.server()).stream()
                        .filter(Route::changes)
                        .map(Route::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(tried)
                .as("say in throughline.hostile.Submissions what each form sends and does")
                .containsAll(routes);
    }

    @Test
    void a_stale_edit_is_refused_and_says_what_the_other_did() throws Exception {
        firm.customer("001T", "Ohne Steuer GmbH", "");
        String deal = firm.won("006T", "Stale", "001T", 11_000, "005A");
        Map<String, String> mine = new LinkedHashMap<>();
        mine.put("engagement", deal);
        mine.put("key", "gate:customer-incomplete");
        mine.put("assignee", "admin");
        mine.put("version", "0");
        assertThat(admin.post("/exceptions/assign", mine).statusCode()).isEqualTo(303);
        mine.put("assignee", "");
        HttpResponse<String> late = admin.post("/exceptions/assign", mine);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("Nothing was changed").contains("admin");
        assertThat(
                        firm.database()
                                .sql("select assignee from exception_care where engagement = ?")
                                .param(deal)
                                .query(String.class)
                                .single())
                .isEqualTo("admin");
    }

    /** As somebody sends it who looked before something changed. */
    private void late(Submission one, List<String> faults) throws Exception {
        if (one.stale().isEmpty()) {
            return;
        }
        Footprint before = Footprint.of(firm.database());
        HttpResponse<String> answer = send(one, one.stale());
        if (answer.statusCode() != 412 && answer.statusCode() != 409) {
            faults.add(one.route() + " is late: " + answer.statusCode() + sentence(answer));
        }
        // That a key was used is all that is kept.
        List<String> changed =
                Footprint.of(firm.database()).changedSince(before).stream()
                        .filter(each -> !each.startsWith("idempotent_answer"))
                        .toList();
        if (!changed.isEmpty()) {
            faults.add(one.route() + " is late and changed " + changed);
        }
    }

    private long count(Submission one) {
        return firm.database().sql(one.counted()).query(Long.class).single();
    }

    private HttpResponse<String> send(Submission one, Map<String, String> instead)
            throws Exception {
        Map<String, String> given = new LinkedHashMap<>(one.given());
        given.putAll(instead);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(firm.server().url() + one.path()));
        String method = one.route().replaceFirst(" .*", "");
        if (one.path().startsWith("/api/")) {
            request.header("Authorization", "Bearer " + one.by().token())
                    .header("Content-Type", "application/json");
            for (String header : List.of("If-Match", "Idempotency-Key")) {
                if (given.containsKey(header)) {
                    request.header(header, given.remove(header));
                }
            }
            String body = one.raw().isEmpty() ? RawJson.text(given) : one.raw();
            request.method(method, BodyPublishers.ofString(body));
        } else {
            String form =
                    given.entrySet().stream()
                            .map(
                                    each ->
                                            each.getKey()
                                                    + "="
                                                    + HostileTexts.encoded(each.getValue()))
                            .collect(Collectors.joining("&"));
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form + "&_csrf=" + one.by().csrf()));
        }
        HttpResponse<String> answer =
                one.by()
                        .session()
                        .http()
                        .send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().allValues("Set-Cookie"))
                .as("%s leaves the session that a browser sends along as it is", one.route())
                .isEmpty();
        assertThat(answer.statusCode())
                .as("%s as somebody signed in: %s", one.route(), answer.headers())
                .isNotEqualTo(302);
        return answer;
    }

    private static String sentence(HttpResponse<String> answer) {
        String text = answer.body().replaceAll("(?s).*<main[^>]*>|</main>.*", " ");
        String told = text.replaceAll("(?s).*<p class=\"(said|banner)[^>]*>|</p>.*", " ");
        String one = (told + text).replaceAll("<[^>]+>|\\s+", " ").strip();
        return one.substring(0, Math.min(240, one.length()));
    }
}
