using System.CommandLine.Parsing;
using Tincan.Cli.Pages;
using Tincan.Cli.Protocols;
using Tincan.Cli.Services;
using Tincan.Pages.Reading;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan serve</c>: runs a server, or serves the protocol of a page.</summary>
internal sealed class ServeCommand : ServiceCommand, INamedCommand, IUsesFiles
{
    private readonly Argument<string?> _page = new("SERVER|PAGE") { Arity = ArgumentArity.ZeroOrOne };

    public static string CommandName => "serve";

    public static string Does => "Run a server, or serve the protocol of a page. The first line of output has the address that it listens on.";

    public ServeCommand()
        : base(PageServicePlan.Declared, CommandName, Does, words: ["page"])
    {
        Add(_page);
        foreach (var kind in ProtocolList.Services)
        {
            Add(new LazyCommand(kind.Name, kind.Does, () => new ServiceCommand(kind)));
        }

        Usage = "SERVER|PAGE";
        Examples =
        [
            ("tincan serve reverse", "on 127.0.0.1:50007"),
            ("tincan serve echo --listen :0", "on a free port of 127.0.0.1, which is in the first line of output"),
            ("tincan serve book --book book.csv --listen '*:8080'", "on all addresses"),
            ("tincan serve sum.md", "the protocol that sum.md describes; see docs/pages.md"),
            ("tincan serve chat", "a page that comes with Tincan; 'tincan check list' names them all"),
        ];
    }

    /// <inheritdoc/>
    public IEnumerable<FileUse> Files(ParseResult parsed) => parsed.GetValue(_page) is { } page && PageWord.Find(page) is { IsFile: true } ? [FileUse.Input(page)] : [];

    protected override ServicePlan Read(ParseResult parsed, ServicePlan plan)
    {
        var services = ProtocolList.Services.Select(static kind => kind.Name);
        var word = parsed.GetValue(_page) ?? throw new UsageException($"'tincan serve' needs one of: {string.Join(", ", services)}, or a page; see 'tincan serve --help'");
        if (PageWord.Find(word) is not { Side: null } found)
        {
            if (PageWord.Find(word) is { } side)
            {
                throw new UsageException($"'{Escape.ForTerminal(word)}' is one side of a page: write tincan serve {Escape.ForTerminal(side.Name)}");
            }

            throw new UsageException($"there is no server '{Escape.ForTerminal(word)}', and no page of that name: {DidYouMean.Hint(word, services.Concat(PageLibrary.Names), $"there are {string.Join(", ", services)}")}");
        }

        var page = found.Read();
        var listen = parsed.GetResult("--listen") is OptionResult { Implicit: false } ? plan.Listen : new Located<WireAddress>(new HostPort("127.0.0.1", page.Port));
        return (PageServicePlan)plan with { Page = page, File = new Located<string>(word), Listen = listen };
    }
}
