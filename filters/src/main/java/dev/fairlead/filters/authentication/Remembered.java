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
 * process, and looked up by hash, so no comparison of secrets leaks time. Outlives a reload: each
 * digest leads to the credential that it matched, and whoever asks must still know that one.
 * Thread-safe.
 */
public final class Remembered {
  private static final int MOST = 4096;

  private final SecretKeySpec key;
  private final ConcurrentHashMap<String, Credential> verified = new ConcurrentHashMap<>();

  public Remembered() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "HmacSHA256");
  }

  @Nullable Credential find(Presented presented) {
    return verified.get(digest(presented));
  }

  void add(Presented presented, Credential matched) {
    if (verified.size() >= MOST) {
      verified.clear();
    }
    verified.put(digest(presented), matched);
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
