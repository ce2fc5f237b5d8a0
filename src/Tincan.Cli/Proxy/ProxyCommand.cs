using Tincan.Cli.Services;
using Tincan.Cli.SharedOptions;

namespace Tincan.Cli.Proxy;

/// <summary><c>tincan proxy</c>: passes everything between a client and a server on unchanged.</summary>
internal sealed class ProxyCommand : ServiceCommand, INamedCommand
{
    private readonly Argument<string[]> _words = new("LISTEN TARGET") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _readOnly = NewOption.Flag("--read-only", "With --web: the page shows the faults, but cannot change them.");

    public static string CommandName => "proxy";

    public static string Does => ProxyPlan.Declared.Does;

    public ProxyCommand()
        : base(ProxyPlan.Declared, CommandName, Does, words: ["listen", "target"])
    {
        this.AddAll(_words, _readOnly);
        Usage = "LISTEN TARGET";
        Examples =
        [
            ("tincan proxy :5000 localhost:50007 --watch", "connect clients to port 5000 instead of 50007, and see what is sent"),
            ("tincan proxy :5000 localhost:50007 --web", "see it on a web page, and change the faults there while it runs"),
            ("tincan proxy :5000 localhost:50007 --record talk.jsonl", "record it for later"),
            ("tincan proxy :5000 example.org:443 --tls --watch", "use TLS with the target only, and see the decrypted traffic"),
            ("tincan proxy :5000 localhost:50007 --fault split:every=1", "make everything arrive byte by byte; see 'tincan faults'"),
        ];
    }

    protected override bool MayChangeFaults(ParseResult parsed, bool hasPage) => parsed.GetValue(_readOnly)
        ? hasPage ? false : throw new UsageException("--read-only needs --web: add it")
        : true;

    protected override ServicePlan Read(ParseResult parsed, ServicePlan plan)
    {
        var words = parsed.GetRequiredValue(_words);
        if (words.Length < 2)
        {
            throw new UsageException("a proxy needs two addresses: write LISTEN TARGET, for instance :5000 localhost:50007");
        }

        var (target, _) = Target.Take(words[1..], most: 0);
        return ListenForm.TryParse(words[0], out var listen, out var problem)
            ? (ProxyPlan)plan with { Listen = new Located<WireAddress>(listen), Target = new Located<string>($"{target}") }
            : throw new UsageException(problem);
    }
}
