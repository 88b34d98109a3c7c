package throughline.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Values that hold others. Empty ones are not written at all. */
final class Collections {

    private Collections() {}

    record Perhaps(Codec of) implements Codec {
        @Override
        public void write(JsonText out, Object value) {
            of.write(out, ((Optional<?>) value).orElseThrow());
        }

        @Override
        public Object read(JsonParser in) {
            return Optional.of(of.read(in));
        }

        @Override
        public boolean absent(Object value) {
            return ((Optional<?>) value).isEmpty();
        }

        @Override
        public Object missing() {
            return Optional.empty();
        }
    }

    record Several(Codec of) implements Codec {
        @Override
        public void write(JsonText out, Object value) {
            out.startArray();
            for (Object each : (List<?>) value) {
                of.write(out, each);
            }
            out.endArray();
        }

        @Override
        public Object read(JsonParser in) {
            List<Object> all = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                all.add(of.read(in));
            }
            return all;
        }

        @Override
        public boolean absent(Object value) {
            return ((List<?>) value).isEmpty();
        }

        @Override
        public Object missing() {
            return List.of();
        }
    }

    record ByName(Codec of) implements Codec {
        @Override
        public void write(JsonText out, Object value) {
            out.startObject();
            for (Map.Entry<?, ?> each : sorted((Map<?, ?>) value).entrySet()) {
                out.name((String) each.getKey());
                of.write(out, each.getValue());
            }
            out.endObject();
        }

        @Override
        public Object read(JsonParser in) {
            Map<String, Object> all = new LinkedHashMap<>();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                all.put(name, of.read(in));
            }
            return all;
        }

        @Override
        public boolean absent(Object value) {
            return ((Map<?, ?>) value).isEmpty();
        }

        @Override
        public Object missing() {
            return Map.of();
        }
    }

    /** By name, so that equal maps give equal bytes: copies of maps iterate in any order. */
    static Map<?, ?> sorted(Map<?, ?> map) {
        return map.size() < 2 || map instanceof SortedMap ? map : new TreeMap<>(map);
    }

    /** Free content: texts, lists, maps, truth values; numbers come back as exact decimals. */
    record Free() implements Codec {
        @Override
        public void write(JsonText out, Object value) {
            out.value(value, true);
        }

        @Override
        public Object read(JsonParser in) {
            Object value = RawJson.read(in);
            if (value == null) {
                throw new IllegalStateException("stored free content holds a null");
            }
            return value;
        }
    }
}
