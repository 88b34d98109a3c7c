package throughline.api;

import com.fasterxml.jackson.annotation.Nulls;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import throughline.journal.RawJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads texts in bodies as texts only: a number or a truth value in the place of one was meant
 * otherwise, and a NUL or half a character can be kept by nobody. What is named twice is refused;
 * what is null was not given.
 */
public final class StrictTexts implements JsonMapperBuilderCustomizer {

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.addModule(new SimpleModule().addDeserializer(String.class, new OnlyTexts()))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.SKIP));
    }

    private static final class OnlyTexts extends StdScalarDeserializer<String> {

        OnlyTexts() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(this, "no text");
            }
            String text = in.getString();
            return RawJson.unstorable(text).isPresent()
                    ? context.reportInputMismatch(this, "a text that nobody can keep")
                    : text;
        }
    }
}
