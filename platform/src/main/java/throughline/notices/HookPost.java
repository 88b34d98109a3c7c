package throughline.notices;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.Secrets;
import throughline.notices.Post.Ended.Kind;
import throughline.publish.WebhookSignature;
import tools.jackson.databind.json.JsonMapper;

/** By webhook, signed as Standard Webhooks asks; the id lets a receiver drop what comes twice. */
final class HookPost implements Post, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final NoticeSettings settings;
    private final Secrets secrets;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    HookPost(NoticeSettings settings, Secrets secrets, InstantSource clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Ended send(Letter letter) {
        if (!(letter.to() instanceof Address.Hook(var url))) {
            throw new IllegalArgumentException(letter.to().text() + " is no webhook");
        }
        Optional<String> secret =
                secrets.resolve(settings.hookSecret()).filter(WebhookSignature::usable);
        if (!settings.hookSecret().isEmpty() && secret.isEmpty()) {
            return new Ended(
                    Kind.LATER,
                    "%s is no secret of the form whsec_ and 24 or more bytes in base64"
                            .formatted(settings.hookSecret()));
        }
        Map<String, String> content = new LinkedHashMap<>();
        content.put("subject", letter.subject());
        content.put("text", letter.body());
        byte[] body = json.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
        Instant now = clock.instant();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .header("webhook-id", letter.id())
                        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        secret.ifPresent(
                each ->
                        request.header(
                                "webhook-signature",
                                WebhookSignature.of(List.of(each), letter.id(), now, body)));
        return answered(url.toString(), request.build());
    }

    private Ended answered(String where, HttpRequest request) {
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            String sentence = where + " answered " + status;
            if (status >= 200 && status < 300) {
                return new Ended(Kind.TAKEN, sentence);
            }
            return new Ended(status == 429 || status >= 500 ? Kind.LATER : Kind.REFUSED, sentence);
        } catch (ConnectException | HttpConnectTimeoutException away) {
            return new Ended(Kind.LATER, where + " does not answer");
        } catch (IOException broken) {
            return new Ended(Kind.UNCLEAR, where + ": " + broken.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(Kind.UNCLEAR, "interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
