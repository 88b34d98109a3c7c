package throughline.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.people.Tokens;
import throughline.server.FirstSignIn;
import throughline.server.Server;

/** People who are signed in and open one page after the other, each reading for a while. */
final class ConsoleUsers {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String url;
    private final List<HttpClient> people = new ArrayList<>();
    private final String token;

    /** That many, signed in. */
    ConsoleUsers(Server server, int count) throws IOException, InterruptedException {
        this.url = server.url();
        FirstSignIn first = server.firstSignIn().orElseThrow();
        this.token = token(server, first.login());
        for (int i = 0; i < count; i++) {
            people.add(signedIn(first));
        }
    }

    /** What programs of the first person prove themselves with. */
    private static String token(Server server, String login) {
        DataSource database = server.installation().dataSource();
        Person owner = new People(database).find(login).orElseThrow();
        return new Tokens(database)
                .make(
                        Actor.of(owner, "bench"),
                        new Tokens.Wish(
                                login, "bench", owner.roles(), Scope.WHOLE, Duration.ofDays(1)),
                        Instant.now());
    }

    private HttpClient signedIn(FirstSignIn first) throws IOException, InterruptedException {
        HttpClient person =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager())
                        .build();
        Matcher field = CSRF.matcher(get(person, "/sign-in").body());
        if (!field.find()) {
            throw new IllegalStateException("the page to sign in on has no form");
        }
        HttpResponse<String> answer =
                person.send(
                        HttpRequest.newBuilder(URI.create(url + "/sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                form(
                                                        Map.of(
                                                                "login", first.login(),
                                                                "password", first.password(),
                                                                "_csrf", field.group(1)))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.headers().firstValue("Location").orElse("failed").contains("failed")) {
            throw new IllegalStateException("nobody could sign in: " + answer.statusCode());
        }
        return person;
    }

    private static String form(Map<String, String> fields) {
        List<String> all = new ArrayList<>();
        fields.forEach(
                (name, value) ->
                        all.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", all);
    }

    private HttpResponse<String> get(HttpClient person, String path)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (path.startsWith("/api/")) {
            request.header("Authorization", "Bearer " + token);
        }
        return person.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What the first of them reads on a page. */
    String read(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(people.getFirst(), path);
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /**
     * Everybody opens pages for a while, in an order of chance.
     *
     * @param reads how long a person looks at a page, on average
     * @return microseconds by page
     */
    Map<String, Histogram> browse(List<String> pages, Duration length, Duration reads)
            throws InterruptedException, ExecutionException {
        Map<String, Histogram> latencies = new LinkedHashMap<>();
        pages.forEach(page -> latencies.put(page, new ConcurrentHistogram(120_000_000L, 3)));
        long until = System.nanoTime() + length.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (HttpClient person : people) {
                all.add(
                        threads.submit(
                                () -> {
                                    browse(person, pages, until, reads, latencies);
                                    return null;
                                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return latencies;
    }

    private void browse(
            HttpClient person,
            List<String> pages,
            long until,
            Duration reads,
            Map<String, Histogram> latencies)
            throws IOException, InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        TimeUnit.NANOSECONDS.sleep(random.nextLong(reads.toNanos()));
        while (System.nanoTime() < until) {
            String page = pages.get(random.nextInt(pages.size()));
            long asked = System.nanoTime();
            HttpResponse<String> answer = get(person, page);
            if (answer.statusCode() != 200) {
                throw new IOException(page + " answered " + answer.statusCode());
            }
            java.util.Objects.requireNonNull(latencies.get(page))
                    .recordValue((System.nanoTime() - asked) / 1_000);
            TimeUnit.NANOSECONDS.sleep(random.nextLong(2 * reads.toNanos()));
        }
    }
}
