using Tincan.Cli.Services;
using Tincan.Protocols.Welcome;
using Tincan.Settings;

namespace Tincan.Cli.Protocols.Welcome;

/// <summary>Greets every client and closes.</summary>
internal static class WelcomeProtocol
{
    public static Protocol Declared { get; } = new()
    {
        Services = [WelcomePlan.Declared],
        Samples = [new WelcomePlan { Name = "welcome" }],
        Suites = ["welcome.server"],
        Demo = WarmUpDemo.Part,
    };
}

/// <inheritdoc cref="WelcomeProtocol"/>
internal sealed record WelcomePlan : ServicePlan
{
    /// <summary>The classic port is 50007, as for reverse. In a plan, where both may run, it is 50006.</summary>
    public static ServiceKind Declared { get; } = new ServiceKind<WelcomePlan>("welcome", "Greet every client and close.", 50006)
    {
        PortAlone = 50007,
        Usual = ["greeting"],
        Examples =
        [
            ("tincan serve welcome", "on 127.0.0.1:50007"),
            ("tincan serve welcome --greeting 'Hello!'", "with another greeting"),
        ],
    }.With(GreetingOf<WelcomePlan>(static plan => plan.Greeting, static (plan, greeting) => plan with { Greeting = greeting }));

    public override ServiceKind Kind => Declared;

    public string Greeting { get; init; } = WelcomeServer.ClassicGreeting;

    /// <summary>The setting of every server that greets.</summary>
    public static Setting<ServicePlan> GreetingOf<TPlan>(Func<TPlan, string> get, Func<TPlan, string, TPlan> with)
        where TPlan : ServicePlan => new Setting<ServicePlan, TPlan, string>(
            "greeting", "Text to send when a client connects, without a line end. Empty: none.", SettingForms.Text, get, with);

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel) => new(new Prepared(new WelcomeServer(Greeting)));
}
