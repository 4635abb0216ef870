package dev.fairlead.filters.authentication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that were verified, as keyed digests of what was presented: useless outside this
 * process, and looked up by hash, so no comparison of secrets leaks time. Thread-safe.
 */
final class Remembered {
  private static final int MOST = 4096;

  private final SecretKeySpec key;
  private final ConcurrentHashMap<String, String> names = new ConcurrentHashMap<>();

  Remembered() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "HmacSHA256");
  }

  @Nullable String find(Presented presented) {
    return names.get(digest(presented));
  }

  void add(Presented presented, String name) {
    if (names.size() >= MOST) {
      names.clear();
    }
    names.put(digest(presented), name);
  }

  private String digest(Presented presented) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((presented.bearer() + presented.user() + "\0").getBytes(StandardCharsets.UTF_8));
      byte[] digest = mac.doFinal(presented.secret().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA256", e);
    }
  }
}
