using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Protocols.Reverse;
using Tincan.Protocols.Welcome;

namespace Tincan.Cli.Up.Kinds;

/// <summary>Greets, then gives back each line reversed.</summary>
internal sealed record ReversePlan : LineServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<ReversePlan>("reverse", "Greets, then gives back each line reversed.", Ports.Reverse)
        .With(
            "out",
            "Write every reversed line to this file too (truncated at start), before its answer leaves.",
            SettingForms.File,
            static plan => plan.File,
            static (plan, file) => plan with { File = file })
        .With(
            "append",
            "With out: keep what is in the file, and write behind it. A file that another server appends to is refused.",
            SettingForms.Flag,
            static plan => plan.Appends,
            static (plan, appends) => plan with { Appends = appends })
        .With(
            "greeting",
            "What is said on accept, with nothing after it. Empty says nothing.",
            SettingForms.Text,
            static plan => plan.Greeting,
            static (plan, greeting) => plan with { Greeting = greeting })
        .With(
            "by",
            "What changes places: Unicode characters, what a person sees as one character, or bytes.",
            SettingForms.Word(Units),
            static plan => plan.By,
            static (plan, by) => plan with { By = by })
        .With(
            "swap-case",
            "Swap upper and lower case too.",
            SettingForms.Flag,
            static plan => plan.SwapsCase,
            static (plan, swaps) => plan with { SwapsCase = swaps })
        .WithLines()
        .WithTry("tincan reverse HOST PORT");

    /// <summary>What can change places.</summary>
    public static (string Word, ReverseBy Value)[] Units =>
        [("rune", ReverseBy.Rune), ("grapheme", ReverseBy.Grapheme), ("byte", ReverseBy.Byte)];

    public override ServiceKind Kind => Declared;

    public Said<string>? File { get; init; }

    public override Said<string>? Out => File;

    public bool Appends { get; init; }

    public string Greeting { get; init; } = WelcomeServer.ClassicGreeting;

    public ReverseBy By { get; init; }

    public bool SwapsCase { get; init; }

    public override void Check()
    {
        if (Appends && File is null)
        {
            throw Where!.Error("append is for the file of out: say out too");
        }
    }

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel) => new(new Prepared(new ReverseServer(new ReverseServerOptions
    {
        Greeting = Greeting,
        Reverser = new Reverser(By, SwapsCase),
        Out = File is { } file ? preparation.Create(file, Appends) : null,
        Lines = Lines,
    })));
}
