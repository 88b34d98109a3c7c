package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.rehearsal.CompensationStore;
import throughline.releases.KeptRelease;
import throughline.releases.ReleaseStore;

/** A {@code demo} in a process of its own, as a newcomer starts it. */
final class RunningDemo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Pattern ADDRESS = Pattern.compile("answers at (\\S+)");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final int MOMENTS_OF_QUIET = 5;
    private static final String QUIET =
            """
            select not exists (select from inbox)
                and not exists (select from action where status in ('planned', 'sent'))
            """;
    private static final String DECIDED =
            """
            select not exists (select from engagement where release <> '%s')
                and not exists (select from decide_again)
                and not exists (select from inbox where again)
            """;
    private static final String BILLED_HOURS =
            """
            select exists (select from event p join event i on i.engagement = p.engagement
                and i.type = 'invoice-posted/v1' and i.sequence > p.sequence
                where p.type = 'invoice-planned/v1'
                    and convert_from(p.payload, 'UTF8') like '%%"throughSequence":_%%'
                    and convert_from(p.payload, 'UTF8') not like '%%"throughSequence":0%%'%s)
            """;

    private final Process process;
    private final Path said;
    private final Database database;
    private final String address;
    private final Map<String, HttpClient> people = new HashMap<>();

    private RunningDemo(Process process, Path said, Database database, String address) {
        this.process = process;
        this.said = said;
        this.database = database;
        this.address = address;
    }

    /** Where its installation lives when it was started in a folder. */
    static Path home(Path folder) {
        return folder.resolve("demo");
    }

    static RunningDemo start(Path folder) throws IOException {
        Path said = folder.resolve("demo.log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx500m",
                                "-XX:TieredStopAtLevel=1",
                                "-Dthroughline.root="
                                        + System.getProperty("throughline.root", ".."),
                                "-Dthroughline.twins=" + TwinsJar.in(folder),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Throughline.class.getName(),
                                "demo",
                                "--no-faults",
                                "--port",
                                "0",
                                "--home",
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            String text = awaited(process, said);
            Matcher address = ADDRESS.matcher(text);
            assertThat(address.find()).as(text).isTrue();
            Database database = Databases.open(new Home(home(folder)), Optional.empty());
            return new RunningDemo(process, said, database, address.group(1));
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String awaited(Process process, Path said) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        String text = "";
        while (!text.contains("  ivo ") && System.nanoTime() < until) {
            assertThat(process.isAlive()).as(text).isTrue();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            text = Files.exists(said) ? Files.readString(said) : "";
        }
        assertThat(text).contains("  ivo ");
        return text;
    }

    /** Where it answers. */
    String address() {
        return address;
    }

    /** What somebody was told to sign in with. */
    String password(String login) throws IOException {
        Matcher password =
                Pattern.compile("(?m)^  " + login + "\\s+(\\S+)").matcher(Files.readString(said));
        assertThat(password.find()).isTrue();
        return password.group(1);
    }

    /** Takes messages in, as a poll of one of the systems would. */
    void accept(List<RawMessage> messages) {
        try (Intake intake =
                new Intake(database.dataSource(), InstantSource.system(), arrived -> {})) {
            intake.accept(messages);
        }
    }

    /** Waits until a question is answered with yes. */
    void eventually(String question) {
        await(question, () -> yes(question));
    }

    ReleaseStore releases() {
        return new ReleaseStore(database.dataSource());
    }

    KeptRelease newest() {
        return FollowingTheReleaseGuideTest.of(releases(), true);
    }

    KeptRelease first() {
        return FollowingTheReleaseGuideTest.of(releases(), false);
    }

    /** Customers were asked to pay for the hours of the months before the firm was opened. */
    void awaitBilledHours() {
        await("hours are billed", () -> yes(BILLED_HOURS.formatted("")));
        // The first of them are too few to be worth a second person.
        for (int moment = 0; moment < MOMENTS_OF_QUIET; moment++) {
            await("nothing of its history is left to do", () -> yes(QUIET));
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }
    }

    void awaitHoursBilledUnder(String release) {
        await(
                "hours are billed under " + release,
                () -> yes(BILLED_HOURS.formatted(" and p.release = '" + release + "'")));
    }

    /**
     * Everybody was told of a release that was put in force, and what is kept was decided again.
     */
    void awaitDecidedUnder(String release) {
        await("everything is decided under " + release, () -> yes(DECIDED.formatted(release)));
    }

    void awaitCompensations(long rehearsal) {
        CompensationStore store = new CompensationStore(database.dataSource());
        await(
                "every credit note is written",
                () -> FollowingTheReleaseGuideTest.credited(store, rehearsal));
    }

    private boolean yes(String question) {
        return JdbcClient.create(database.dataSource()).sql(question).query(Boolean.class).single();
    }

    private void await(String what, BooleanSupplier there) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        // The firm lives on: what was so a moment ago need not be so when it is asked again.
        boolean was = there.getAsBoolean();
        while (!was && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            was = there.getAsBoolean();
        }
        assertThat(was).as(() -> what + "\n" + WhereHoursStand.in(database.dataSource())).isTrue();
    }

    /** A page as somebody sees it. */
    String page(String login, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(client(login), HttpRequest.newBuilder(URI.create(address + path)));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** Presses a button. */
    void post(String login, String path, Map<String, String> form)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = posted(client(login), path, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private HttpClient client(String login) throws IOException, InterruptedException {
        HttpClient known = people.get(login);
        if (known != null) {
            return known;
        }
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        posted(client, "/sign-in", Map.of("login", login, "password", password(login)));
        people.put(login, client);
        return client;
    }

    private HttpResponse<String> posted(HttpClient client, String path, Map<String, String> form)
            throws IOException, InterruptedException {
        String page = send(client, HttpRequest.newBuilder(URI.create(address + "/sign-in"))).body();
        Matcher csrf = CSRF.matcher(page);
        assertThat(csrf.find()).as(page).isTrue();
        StringBuilder body = new StringBuilder("_csrf=" + encoded(csrf.group(1)));
        form.forEach(
                (name, value) -> body.append('&').append(name).append('=').append(encoded(value)));
        return send(
                client,
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        people.values().forEach(HttpClient::shutdownNow);
        database.close();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
