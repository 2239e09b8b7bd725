import Identity
import IdentityRecords
import JSON
import Operations
import Vocabulary

/// People: proving who they are, and what they are told of themselves and others.
extension ConsoleRoute {
  static let people: [ConsoleRoute] = [
    ConsoleRoute(.post, "open", .device, fields: ["code", "password"], takesPassword: true) { asked in
      let account = try await asked.site.open(
        code: try asked.fields.text("code"), password: try asked.fields.text("password"), from: asked.origin)
      return .object { $0.member("account", account.pseudonym.text) }
    },
    ConsoleRoute(.post, "sign-in", .device, fields: ["login", "password", "code"], takesPassword: true) {
      asked in
      try asked.began(
        try await asked.site.signIn(
          login: try asked.fields.text("login"), password: try asked.fields.text("password"),
          code: try asked.fields.optionalText("code"), from: asked.origin, earlier: asked.token))
    },
    ConsoleRoute(.post, "break-glass", .device, fields: ["code", "reason"]) { asked in
      try asked.began(
        try await asked.site.breakGlass(
          try asked.fields.text("code"), reason: try asked.fields.text("reason"), from: asked.origin))
    },
    ConsoleRoute(.post, "step-up", .person, fields: ["password", "code"], takesPassword: true) { asked in
      try asked.began(
        try await asked.site.stepUp(
          try asked.signedIn().token, password: try asked.fields.text("password"),
          code: try asked.fields.optionalText("code"), from: asked.origin))
    },
    ConsoleRoute(.post, "sign-out", .person) { asked in
      try await asked.site.signOut(try asked.signedIn().token, from: asked.origin)
      return .nothing.with([ConsoleCookie.session.cleared])
    },
    ConsoleRoute(.post, "second-factor", .person) { asked in
      let made = try asked.site.newSecondFactor(of: try asked.signedIn().token, from: asked.origin)
      return .object { writer in
        writer.member("seed", made.seed)
        writer.member("address", made.address)
      }
    },
    ConsoleRoute(.post, "second-factor/confirm", .person, fields: ["seed", "code"]) { asked in
      let codes = try await asked.site.confirmSecondFactor(
        try asked.fields.text("seed"), code: try asked.fields.text("code"), of: try asked.signedIn().token,
        from: asked.origin)
      return .object { $0.member("recoveryCodes", codes) }
    },
    ConsoleRoute(.get, "session", .person) { asked in
      let work = try asked.signedIn().work
      return .session(work.account, work.session, work.deadline)
    },
    ConsoleRoute(.get, "accounts", .caller) { asked in
      let accounts = try await asked.site.accounts(as: try asked.caller())
      return .list("accounts", accounts) { writer, account in
        writer.member("account", account.pseudonym.text)
        writer.member("state", account.state.rawValue)
        writer.member("roles", account.roles.sorted())
        writer.member("zones", account.zones.sorted())
        writer.member("expires", account.expires?.rfc3339)
      }
    },
  ]
}

extension Asked {
  /// A session that begins: the device keeps its token, and its own secret where it had none.
  fileprivate func began(_ signedIn: SignedIn) throws -> Answer {
    var cookies = [ConsoleCookie.session.set(signedIn.token.text)]
    if let device { cookies.append(ConsoleCookie.device.set(device.text)) }
    return Answer.session(signedIn.account, signedIn.session, signedIn.deadline).with(cookies)
  }
}

extension Answer {
  fileprivate static func session(_ account: Account, _ session: Session, _ deadline: Deadline) -> Answer {
    .object { writer in
      writer.member("account", account.pseudonym.text)
      writer.member("roles", account.roles.sorted())
      writer.key("factors")
      writer.value(session.factors)
      writer.key("breakGlass")
      writer.value(session.kind.isBreakGlass)
      writer.member("authenticated", session.authenticated.rfc3339)
      writer.member("ends", deadline.ends.rfc3339)
      writer.member("endsBy", deadline.reason.rawValue)
    }
  }
}
