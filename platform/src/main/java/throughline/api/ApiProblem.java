package throughline.api;

import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import throughline.people.Sentence;

/** A question that cannot be answered, as RFC 9457 writes it. */
final class ApiProblem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /**
     * A problem.
     *
     * @param code stable, in kebab case
     * @param sentence what was asked, why not, what would work
     * @param more members beside the usual ones
     */
    ApiProblem(HttpStatus status, String code, String sentence, Map<String, Object> more) {
        super(status, problem(status, code, sentence, more), null);
    }

    static ApiProblem notFound(String what, String name) {
        return new ApiProblem(
                HttpStatus.NOT_FOUND,
                "not-found",
                "There is no " + what + " " + name + ". Check its name; lists show what there is.",
                Map.of());
    }

    static ProblemDetail problem(
            HttpStatus status, String code, String sentence, Map<String, Object> more) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(status, Sentence.readable(sentence));
        problem.setType(URI.create("urn:throughline:problem:" + code));
        problem.setTitle(code.replace('-', ' '));
        problem.setProperty("code", code);
        more.forEach(problem::setProperty);
        return problem;
    }
}
