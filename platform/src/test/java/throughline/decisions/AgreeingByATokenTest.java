package throughline.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.people.Tokens;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

/**
 * Two administrators make tokens of others. Whoever made a token has held its secret: it is no
 * second pair of eyes beside its maker.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreeingByATokenTest {

    private FirmOnPaper firm;
    private int deals;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        firm = FirmOnPaper.in(folder);
        person("alma", "Alma Ritter", Set.of("admin", "finance-director"));
        person("zoe", "Zoe Sand", Set.of("admin", "finance"));
        person("fiona", "Fiona Brandt", Set.of("finance"));
        person("frida", "Frida Kuhn", Set.of("finance", "finance-director"));
        person("dora", "Dora Kern", Set.of("finance-director"));
        person("noor", "Noor Haddad", Set.of("partner"));
        person("victor", "Victor Hale", Set.of("admin", "finance"));
        firm.customer("001G", "Nordwind AG", "DE811569869");
        firm.customer("001B", "Ohne Steuer GmbH", "");
    }

    @AfterAll
    void stop() {
        firm.close();
    }

    @Test
    void who_asked_cannot_agree_by_a_token_of_another_that_they_made() throws Exception {
        String deal = waiting();
        long request = asked(SignedIn.token(firm.server(), "zoe"), deal);
        String doras = token("zoe", "dora");
        Called refused = approve(doras, request);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("not-entitled");
        assertThat(refused.json().path("detail").asString())
                .isEqualTo(
                        "You cannot approve request %d: zoe, who made this token, is or may be who"
                                        .formatted(request)
                                + " asked for it; somebody else must agree by themselves.");
        assertThat(
                        firm.call(doras, "/approvals/" + request, "")
                                .json()
                                .path("hindrance")
                                .asString())
                .contains("who made this token");
        assertThat(refuse(doras, request).code()).isEqualTo("not-entitled");
        assertThat(decisions(deal)).isZero();
        assertThat(
                        firm.database()
                                .sql(
                                        "select who || ' ' || through || ' ' || why from audit"
                                            + " where what = 'approval-refused' and subject = ?")
                                .param(deal)
                                .query(String.class)
                                .single())
                .startsWith("dora api with token ")
                .contains("(test) made by zoe zoe, who made this token");
        // A new one in its place, by the same hand, is no other; by another's it is.
        assertThat(approve(token("zoe", "dora"), request).code()).isEqualTo("not-entitled");
        assertThat(approve(token("alma", "dora"), request).status()).isEqualTo(200);
    }

    @Test
    void who_made_the_token_that_asked_cannot_agree_either() throws Exception {
        String deal = waiting();
        long request = asked(token("alma", "fiona"), deal);
        String own = SignedIn.token(firm.server(), "alma");
        Called refused = approve(own, request);
        assertThat(refused.code()).isEqualTo("not-entitled");
        assertThat(refused.body()).contains("by you or with a token that you made");
        assertThat(approve(token("alma", "dora"), request).code()).isEqualTo("not-entitled");
        assertThat(decisions(deal)).isZero();
        assertThat(approve(SignedIn.token(firm.server(), "dora"), request).status()).isEqualTo(200);
    }

    @Test
    void two_tokens_of_one_person_are_one_person_whoever_made_them() throws Exception {
        String deal = waiting();
        Tokens tokens = new Tokens(data());
        String asks =
                tokens.make(
                        actor("zoe"),
                        new Tokens.Wish(
                                "frida",
                                "asks",
                                Set.of("finance"),
                                Scope.WHOLE,
                                Duration.ofDays(1)),
                        Instant.now());
        long request = asked(asks, deal);
        assertThat(approve(token("alma", "frida"), request).code()).isEqualTo("not-entitled");
        assertThat(approve(SignedIn.token(firm.server(), "alma"), request).status()).isEqualTo(200);
    }

    @Test
    void who_sold_a_deal_neither_waives_nor_approves_it_by_a_token_of_another() throws Exception {
        String deal = firm.won("006S" + deals++, "Sold", "001B", 10_000, "005V");
        Called alone = decide(token("victor", "dora"), deal, waive());
        assertThat(alone.json().path("outcome").asString()).isEqualTo("requested");
        String large = firm.won("006S" + deals++, "Large", "001G", 160_000, "005V");
        String content =
                firm.database()
                        .sql(
                                "select facts ->> 'content' from exception_item where engagement ="
                                        + " ? and code = 'approval-missing' and closed is null")
                        .param(large)
                        .query(String.class)
                        .single();
        String wish =
                "{\"decision\":\"approve\",\"content-hash\":\"%s\",\"reason\":\"fine\"}"
                        .formatted(content);
        String preview = "/engagements/" + large + "/decisions/preview";
        Called own = firm.call(token("victor", "noor"), preview, wish);
        assertThat(own.code()).isEqualTo("approval-four-eyes");
        assertThat(own.body()).contains("Victor Hale sold the deal");
        assertThat(firm.call(token("alma", "noor"), preview, wish).status()).isEqualTo(200);
    }

    @Test
    void everybody_sees_who_made_a_token() throws Exception {
        token("zoe", "dora");
        SignedIn.token(firm.server(), "dora");
        String admin = SignedIn.token(firm.server(), "zoe");
        String people = firm.call(admin, "/people", "").json().path("tokens").toString();
        assertThat(people).contains("\"owner\":\"dora\",\"maker\":\"zoe\"");
        assertThat(people).contains("\"owner\":\"dora\",\"maker\":\"dora\"");
    }

    private String waiting() {
        deals++;
        return firm.won("006W" + deals, "Waits " + deals, "001B", 12_000, "005A");
    }

    private long asked(String token, String deal) throws Exception {
        Called asked = decide(token, deal, waive());
        assertThat(asked.json().path("outcome").asString()).as(asked.body()).isEqualTo("requested");
        return asked.json().path("request").asLong();
    }

    private Called decide(String token, String deal, String wish) throws Exception {
        String decisions = "/engagements/" + deal + "/decisions";
        String tag = firm.call(token, decisions + "/preview", wish).tag();
        return firm.call(token, decisions, wish, once(tag));
    }

    private static String waive() {
        return "{\"decision\":\"waive\",\"code\":\"customer-incomplete\",\"reason\":\"known\"}";
    }

    private Called approve(String token, long request) throws Exception {
        return answer(token, request, "/approval");
    }

    private Called refuse(String token, long request) throws Exception {
        return answer(token, request, "/refusal");
    }

    private Called answer(String token, long request, String how) throws Exception {
        String path = "/approvals/" + request;
        String tag = firm.call(SignedIn.token(firm.server(), "alma"), path, "").tag();
        return firm.call(token, path + how, "{\"reason\":\"agreed\"}", once(tag));
    }

    private static String[] once(String tag) {
        return new String[] {"Idempotency-Key", UUID.randomUUID().toString(), "If-Match", tag};
    }

    private long decisions(String deal) {
        return firm.database()
                .sql("select count(*) from decision where engagement = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private void person(String login, String name, Set<String> roles) throws Exception {
        SignedIn.added(firm.server(), login, roles, Scope.WHOLE);
        firm.database()
                .sql("update person set name = ? where login = ?")
                .params(name, login)
                .update();
    }

    /** A token of one that another made. */
    private String token(String maker, String owner) {
        Person of = new People(data()).find(owner).orElseThrow();
        return new Tokens(data())
                .make(
                        actor(maker),
                        new Tokens.Wish(owner, "test", of.roles(), Scope.WHOLE, Duration.ofDays(1)),
                        Instant.now());
    }

    private Actor actor(String login) {
        return Actor.of(new People(data()).find(login).orElseThrow(), "command line");
    }

    private DataSource data() {
        return firm.server().installation().dataSource();
    }
}
