package dev.fairlead.engine.upstream.dial.guard;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.guard.AddressClass.Lift;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides, after resolution, whether the very address that would be dialled may be dialled. Each
 * address of an answer is judged by itself, so that a name with public and private addresses
 * reaches its public ones only.
 */
public final class AddressGuard {
  private final GuardPolicy policy;
  private final SelfCheck self;
  private final SelfCheck reserved;

  public AddressGuard(GuardPolicy policy, SelfCheck self) {
    this(policy, self, (_, _) -> false);
  }

  /**
   * @param reserved knows listeners of ours that only a named destination may reach
   */
  public AddressGuard(GuardPolicy policy, SelfCheck self, SelfCheck reserved) {
    this.policy = policy;
    this.self = self;
    this.reserved = reserved;
  }

  /** Whether names are resolved and judged here before a gateway sees them. */
  public boolean resolvesForGateways() {
    return policy.resolveForGateways();
  }

  /**
   * Judges one address.
   *
   * @param host as asked for, a name or the address itself
   * @param named whether the configuration names this destination; only our own listeners are then
   *     refused
   * @param address 4 or 16 bytes
   * @return why not, or null if it may be dialled
   */
  public @Nullable Failure refusal(Host host, boolean named, byte[] address, int port) {
    byte[] plain = AddressClass.unwrap(address);
    if (!named && is(reserved, plain, port)) {
      return new Failure(
          Failure.Kind.DESTINATION_DENIED,
          "%s:%d is Fairlead's control plane, which is not reached through the proxy; ask it directly"
              .formatted(host.uriText(), port));
    }
    if (is(self, plain, port)) {
      return new Failure(
          Failure.Kind.LOOP,
          "%s:%d is this proxy itself; a request to it would never end"
              .formatted(host.uriText(), port));
    }
    if (named) {
      return null;
    }
    AddressClass kind = AddressClass.of(plain);
    return allowed(host, plain, kind) ? outOfBounds(host, plain) : denied(host, kind);
  }

  private @Nullable Failure outOfBounds(Host host, byte[] address) {
    String objection = policy.destinations().objection(address);
    return objection == null
        ? null
        : new Failure(
            Failure.Kind.DESTINATION_DENIED,
            "%s %s an address %s".formatted(host.uriText(), verb(host), objection));
  }

  private static String verb(Host host) {
    return host.isAddress() ? "is" : "resolves to";
  }

  private boolean allowed(Host host, byte[] address, AddressClass kind) {
    if (kind == AddressClass.PUBLIC) {
      return true;
    }
    return switch (kind.lift()) {
      case BY_HOST ->
          policy.allowLocal() || policy.hosts().test(host) || policy.addresses().test(address);
      case BY_ADDRESS -> policy.addresses().test(address) && insideAllowed(host, address, kind);
      case NEVER -> false;
    };
  }

  /** An allowed NAT64 prefix must not be a way round to what is denied as IPv4. */
  private boolean insideAllowed(Host host, byte[] address, AddressClass kind) {
    if (kind != AddressClass.TRANSLATED) {
      return true;
    }
    byte[] inside = Arrays.copyOfRange(address, 12, 16);
    return allowed(host, inside, AddressClass.of(inside));
  }

  private static boolean is(SelfCheck ours, byte[] address, int port) {
    InetAddress asked = inet(address);
    return ours.isSelf(asked, port)
        || (asked.isAnyLocalAddress()
            && (ours.isSelf(inet(new byte[] {127, 0, 0, 1}), port)
                || ours.isSelf(InetAddress.getLoopbackAddress(), port)));
  }

  private static InetAddress inet(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  private static Failure denied(Host host, AddressClass kind) {
    String remedy =
        kind.lift() == Lift.NEVER
            ? "nothing can be reached there"
            : "list it under egress.guard.allow if it should be reached";
    return new Failure(
        Failure.Kind.DESTINATION_DENIED,
        "%s %s %s, which the address guard denies; %s"
            .formatted(host.uriText(), verb(host), kind.words(), remedy));
  }
}
