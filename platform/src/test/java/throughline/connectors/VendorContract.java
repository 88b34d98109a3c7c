package throughline.connectors;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A vendor's own OpenAPI, against which all is held that goes over the wire. */
final class VendorContract {

    private final OpenApiInteractionValidator contract;

    /** What it does not allow, in its validator's words. */
    final List<String> violations = new CopyOnWriteArrayList<>();

    /** Calls by operation, each held against it. */
    final List<String> held = new CopyOnWriteArrayList<>();

    /** The contract in a file, of what is below a path. */
    VendorContract(Path file, String base) {
        contract =
                OpenApiInteractionValidator.createForInlineApiSpecification(text(file))
                        .withBasePathOverride(base)
                        .build();
    }

    /** A file among real data. */
    static Path real(String file) {
        return Path.of(
                        Optional.ofNullable(System.getenv("THROUGHLINE_REAL_DATA"))
                                .orElse("../shared/data"))
                .resolve(file);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds a call and its answer against it. */
    void hold(HttpExchange exchange, byte[] body, int status, byte[] answer) {
        String path = exchange.getRequestURI().getPath();
        Method method = Method.valueOf(exchange.getRequestMethod());
        SimpleRequest.Builder request = new SimpleRequest.Builder(method, path);
        exchange.getRequestHeaders().forEach(request::withHeader);
        parameters(exchange).forEach((name, value) -> request.withQueryParam(name, value));
        note(
                contract.validateRequest(
                        (body.length > 0 ? request.withBody(body) : request).build()));
        SimpleResponse.Builder response = SimpleResponse.Builder.status(status);
        if (answer.length > 0) {
            response.withContentType("application/json").withBody(answer);
        }
        note(contract.validateResponse(path, method, response.build()));
        held.add(
                "%s %s -> %d"
                        .formatted(
                                method, path.replaceAll("/[0-9a-f-]{36}(?=/|$)", "/{id}"), status));
    }

    private void note(ValidationReport report) {
        report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .forEach(message -> violations.add(message.getKey() + ": " + message.getMessage()));
    }

    /** The parameters of a call's address. */
    static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] sides = pair.split("=", 2);
            parameters.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
