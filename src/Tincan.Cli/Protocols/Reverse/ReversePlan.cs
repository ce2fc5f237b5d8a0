using Tincan.Cli.Protocols.Welcome;
using Tincan.Cli.Services;
using Tincan.Parsing.Forms;
using Tincan.Protocols.Reverse;
using Tincan.Protocols.Welcome;

namespace Tincan.Cli.Protocols.Reverse;

/// <summary>A server that greets, then sends each line back reversed.</summary>
internal sealed record ReversePlan : LineServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<ReversePlan>("reverse", "Greet, then send each line back reversed.", 50007)
    {
        Try = "tincan reverse HOST PORT",
        Usual = ["by", "swap-case"],
        Examples =
        [
            ("tincan serve reverse --out out-proj.txt", "the classic run"),
            ("tincan serve reverse --by grapheme --swap-case", "keep combining marks and emoji whole, and swap case"),
        ],
    }
        .With("out", "Also write each reversed line to this file, before its answer is sent. The file is truncated at start.",
            SettingForms.OutputFile, static plan => plan.Out, static (plan, file) => plan with { Out = file })
        .With("append", "Append to the file of --out and do not truncate it. Two servers cannot append to the same file.",
            FlagForm.Instance, static plan => plan.Appends, static (plan, appends) => plan with { Appends = appends }, "out")
        .With(WelcomePlan.GreetingOf<ReversePlan>(static plan => plan.Greeting, static (plan, greeting) => plan with { Greeting = greeting }))
        .With("by", "The unit that is reversed: Unicode code points, graphemes (what people see as one character), or bytes.",
            WordForm.Of<ReverseBy>(), static plan => plan.By,
            static (plan, by) => plan with { By = by })
        .With("swap-case", "Also swap upper and lower case.",
            FlagForm.Instance, static plan => plan.SwapsCase, static (plan, swaps) => plan with { SwapsCase = swaps })
        .With(LineSettings);

    public override ServiceKind Kind => Declared;

    public Located<string>? Out { get; init; }

    public bool Appends { get; init; }

    public string Greeting { get; init; } = WelcomeServer.ClassicGreeting;

    public ReverseBy By { get; init; }

    public bool SwapsCase { get; init; }

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel) => new(new Prepared(new ReverseServer(new ReverseServerOptions
    {
        Greeting = Greeting,
        Reverser = new Reverser(By, SwapsCase),
        Out = Out is { } file ? preparation.Create(file, Appends) : null,
        Lines = Lines,
    })));
}
