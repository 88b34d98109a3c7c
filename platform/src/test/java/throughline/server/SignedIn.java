package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.people.Tokens;

/**
 * A person in a session, as a browser is: with cookies, and with what forms send back.
 *
 * @param http follows no redirects, so that tests see them
 */
public record SignedIn(Server server, HttpClient http) {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** The first person of a server, who was told a password at its start. */
    public static SignedIn first(Server server) throws IOException, InterruptedException {
        FirstSignIn first = server.firstSignIn().orElseThrow();
        return as(server, first.login(), first.password());
    }

    /** A person by name and password. */
    public static SignedIn as(Server server, String login, String password)
            throws IOException, InterruptedException {
        SignedIn somebody = nobody(server);
        HttpResponse<String> answer =
                somebody.post("/sign-in", Map.of("login", login, "password", password));
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(there -> assertThat(there).doesNotContain("failed"));
        return somebody;
    }

    /** A session in which nobody is signed in. */
    public static SignedIn nobody(Server server) {
        return new SignedIn(
                server, HttpClient.newBuilder().cookieHandler(new CookieManager()).build());
    }

    /** Adds somebody with these roles and this part of the enterprise, and signs them in. */
    public static SignedIn added(Server server, String login, Set<String> roles, Scope scope)
            throws IOException, InterruptedException {
        People people = new People(server.installation().dataSource());
        Actor admin = Actor.of(people.find("admin").orElseThrow(), "test");
        String name = login.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + login.substring(1);
        people.add(
                admin,
                new Person(login, name, roles, scope, Optional.empty(), Optional.empty(), true),
                Instant.now());
        return as(server, login, people.newPassword(admin, login, Instant.now()));
    }

    /** A token of somebody with all of that person's roles. */
    public static String token(Server server, String login) {
        People people = new People(server.installation().dataSource());
        Person owner = people.find(login).orElseThrow();
        return new Tokens(server.installation().dataSource())
                .make(
                        Actor.of(owner, "test"),
                        new Tokens.Wish(
                                login, "test", owner.roles(), Scope.WHOLE, Duration.ofDays(1)),
                        Instant.now());
    }

    /** What a page answers. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path)));
    }

    /** Sends a form with what its page gave to send back. */
    public HttpResponse<String> post(String path, Map<String, String> form)
            throws IOException, InterruptedException {
        return post(path, form, csrf());
    }

    /** Sends a form with this to send back. */
    public HttpResponse<String> post(String path, Map<String, String> form, String csrf)
            throws IOException, InterruptedException {
        String body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        body + "&_csrf=" + encoded(csrf))));
    }

    /** What the forms of this session send back. */
    public String csrf() throws IOException, InterruptedException {
        String page = get("/sign-in").body();
        Matcher field = CSRF.matcher(page);
        assertThat(field.find()).as(page).isTrue();
        return field.group(1);
    }

    private URI address(String path) {
        return URI.create(server.url() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
