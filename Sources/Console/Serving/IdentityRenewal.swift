public import Identity
import ServiceLifecycle
import Vocabulary

/// Where a listener has its certificate from: the owner's own, which stays until the listener is started
/// anew, or the site's authority, which is asked for the next one in time.
public enum IdentitySource: Sendable {
  case owner(ServerIdentity)
  case site(issue: @Sendable () async throws -> ServerCertificate)
}

/// Asks the site for the next certificate from the half of the last one's life on, until there is one.
struct IdentityRenewal: Service {
  let current: CurrentIdentity
  let issue: @Sendable () async throws -> ServerCertificate
  let now: @Sendable () -> Timestamp
  /// By the machine's clock, which may be put right meanwhile: so it is looked at, and not slept until.
  let pause: Duration
  let renewFrom: Timestamp
  let told: @Sendable (String) -> Void

  func run() async throws {
    var renewFrom = renewFrom
    while !Task.isShuttingDownGracefully {
      do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) } } catch { return }
      guard now() >= renewFrom else { continue }
      do {
        let made = try await issue()
        current.value = try ServerIdentity(made)
        renewFrom = made.renewFrom
      } catch {
        told("the listener's certificate was not renewed: \(error)")
      }
    }
  }
}
