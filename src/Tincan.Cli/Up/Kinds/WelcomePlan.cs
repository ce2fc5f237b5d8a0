using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Protocols.Welcome;

namespace Tincan.Cli.Up.Kinds;

/// <summary>Greets every client and closes.</summary>
internal sealed record WelcomePlan : ServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<WelcomePlan>("welcome", "Greets every client and closes.", Ports.WelcomeBeside)
        .With(
            "greeting",
            "What is said on accept, with nothing after it. Empty says nothing.",
            SettingForms.Text,
            static plan => plan.Greeting,
            static (plan, greeting) => plan with { Greeting = greeting });

    public override ServiceKind Kind => Declared;

    public string Greeting { get; init; } = WelcomeServer.ClassicGreeting;

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel) => new(new Prepared(new WelcomeServer(Greeting)));
}
