package throughline.api;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import throughline.people.RefusedToPersonException;

/** What a program is told when it asked for what cannot be done. */
@RestControllerAdvice(basePackageClasses = ApiRefusals.class)
public final class ApiRefusals {

    /** The refusal as a problem by RFC 9457. */
    @ExceptionHandler(RefusedToPersonException.class)
    public ResponseEntity<ProblemDetail> refused(RefusedToPersonException refused) {
        HttpStatus status = status(refused.kind());
        ProblemDetail problem =
                ApiProblem.problem(
                        status,
                        refused.code(),
                        String.valueOf(refused.getMessage()),
                        java.util.Map.of());
        return ResponseEntity.status(status).body(problem);
    }

    /** The status of a kind of refusal. */
    static HttpStatus status(RefusedToPersonException.Kind kind) {
        return switch (kind) {
            case FAULTY -> HttpStatus.BAD_REQUEST;
            case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
            case NOT_THERE -> HttpStatus.NOT_FOUND;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case REFUSED -> HttpStatus.UNPROCESSABLE_ENTITY;
        };
    }
}
