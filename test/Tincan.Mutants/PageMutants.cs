using Tincan.Checks;
using Tincan.Checks.Cases;
using Tincan.Checks.Pages;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Mutants.Programs;
using Tincan.Pages;
using Tincan.Pages.Rules;
using Tincan.Pages.Serving;
using Tincan.Pages.Transcripts;

namespace Tincan.Mutants;

/// <summary>Servers of a page with a bug each: those that the page can show.</summary>
internal static class PageMutants
{
    /// <summary>The server of the page itself, which has no bug.</summary>
    public static ITarget Server(Page page) => new HostedServer(launch => new PageServer(page, launch.Options.Given));

    /// <summary>
    /// That server, also with each other value of a parameter that lists its values, and with each line end where the page allows any. They are reached as those
    /// with a bug are, so that a mistake there shows as well.
    /// </summary>
    public static IEnumerable<Mutant> Good(Page page, Suite suite)
    {
        var good = Mutant.Of(suite, "no-bug", "no bug: the page's own server", WithoutBug(page, Server(page)));
        yield return good;
        foreach (var (name, value) in suite.Parameters.SelectMany(static parameter => parameter.Choices.Where(value => value != parameter.Default).Select(value => (parameter.Name, value))))
        {
            yield return good with { Name = $"{suite.Name}/{name}={value}", Bug = $"no bug, with {name}={value}", Given = new() { [name] = value } };
        }

        foreach (var dialect in PageDialect.IsOpen(page, Side.Server) && !page.HasOptionalLineEnds ? [Dialect.CrLf, Dialect.Nul] : (Dialect[])[])
        {
            yield return good with { Name = $"{suite.Name}/{dialect.Word()}", Bug = $"no bug, with lines that end as {dialect.Word()}", Dialect = dialect };
        }
    }

    /// <summary>A server without a bug, through the relay that plants bugs.</summary>
    public static ITarget WithoutBug(Page page, ITarget reference) => new RelayTarget(reference, connect => new BuggyRelay(page, null, connect));

    /// <summary>All that can be planted between the clients of this page and a server that has no bug.</summary>
    public static IEnumerable<Mutant> Of(Page page, Suite suite, ITarget reference)
    {
        var framing = page.Framing.ToServer;
        var answers = page.Cases.SelectMany(static one => one.Transcript.Messages).Where(static step => step.From.Kind == RoleKind.Server).ToList();
        var hasBlank = answers.Exists(static step => step.Message is Pages.Messages.TextMessage && step.Message.At.Bytes.Contains((byte)' '));
        var isFramed = framing.Words != "none";
        var answersOnce = AnswersOnce(page);
        yield return New("answers-twice", "sends each answer twice", PageBug.AnswersTwice);

        // Where any text may follow, a text with a byte less is as good.
        yield return New("off-by-one", "sends one byte of each answer too few", answers.TrueForAll(static step => step.Message.Unsendable is not null) ? PageBug.LosesEnd : PageBug.OffByOne);
        yield return New("resets-at-end", "resets the connection (RST) where it should close it", PageBug.ResetsAtEnd);
        yield return New("adds-line-end", "sends a line end after each answer", PageBug.AddsLineEnd);
        if (isFramed)
        {
            yield return New("one-read-is-one-message", "takes what one read returns for one message", PageBug.OneReadIsOneMessage);
        }

        if (!answersOnce && !page.Without.Contains("closes"))
        {
            yield return New("stays-open", "keeps the connection when the client has finished", PageBug.StaysOpen);
        }

        if (!answersOnce)
        {
            yield return New("holds-everything", "answers only when the client has finished", PageBug.AnswersAtEnd);
        }

        if (isFramed && !answersOnce && suite.Cases.Any(static one => one.IsPipelined))
        {
            yield return New("first-of-read", "answers the first message of a read, and throws the others away", PageBug.FirstOfRead);
        }

        if (!answersOnce && answers.Select(static step => step.Message.At.Text).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            yield return New("previous-answer", "gives everybody the first answer again", PageBug.AnswersFirst);
        }

        if (page.Cases.Any(static one => one.Transcript.Messages.Count(static step => step.From.Kind == RoleKind.Client) > 1))
        {
            yield return New("loses-last", "loses every second message that is the last of a read", PageBug.LosesLast);
            yield return New("closes-early", "closes after the first answer", PageBug.ClosesEarly);
        }

        if (hasBlank)
        {
            yield return New("loses-blank", "loses a blank of each answer", PageBug.LosesBlank);
        }

        if (page.Framing.ToClient.HeaderSize > 1 && page.Framing.ToClient.Words.StartsWith("length", StringComparison.Ordinal))
        {
            yield return New("byte-order", "writes the length in the wrong byte order", PageBug.ByteOrder);
        }

        if (framing.HighBitSize is not null && (Has("high-bit") || Transmission.HasHighBit(page)))
        {
            yield return New("signed-length", "takes a length with its highest bit set for a negative one, and closes", PageBug.SignedLength);
        }

        if (page.Unfinished is { } unfinished)
        {
            yield return unfinished == Unfinished.Answered
                ? New("ignores-unfinished", "does not answer a last message without its end", PageBug.IgnoresUnfinished)
                : New("answers-unfinished", "answers a last message without its end", PageBug.AnswersUnfinished);
        }

        // Where any bytes are messages, or any bytes are lines and there is a rule for all of them, nothing is nonsense.
        if (isFramed && (framing.HeaderSize > 0 || !page.ServerRules.Any(static rule => rule.Event == RuleEvent.AnythingElse)) && (Has("too-long") || (Has("noise") && framing.HeaderSize > 0)) && framing.CreateFramer().Cut(new RudeBytes(page).TooLong, 0).Status == FrameStatus.Invalid)
        {
            yield return New("dies-of-nonsense", "ends for all when one client sends what is no message", PageBug.DiesOfNonsense);
        }

        if (Has("after-reset"))
        {
            yield return Of("dies-of-reset", "ends for all when a client resets its connection", null, static server => new FragileServer(server));
        }

        yield return Of("one-client", "serves the first client only", null, static server => new OneClientServer(server));

        if (Has("concurrent"))
        {
            // Where the server closes first, it waits for the client to close, too.
            yield return Of("one-at-a-time", "serves one client at a time", null, static server => server, new HostOptions { MaxConnections = 1, WhenFull = WhenFull.Wait, LingerTimeout = TimeSpan.FromSeconds(20) });
        }

        if (Has("starts-again"))
        {
            yield return Of("no-reuse", "does not set SO_REUSEADDR", null, static server => server, needsFreePort: true);
        }

        // A server need not do what no case asks for.
        bool Has(params string[] ids) => suite.Cases.Any(one => ids.Contains(one.Id[(suite.Name.Length + 1)..]));

        Mutant New(string name, string bug, PageBug planted) => Of(name, bug, planted, static server => server);

        Mutant Of(string name, string bug, PageBug? planted, Func<IServer, IServer> wrap, HostOptions? options = null, bool needsFreePort = false) =>
            Mutant.Of(suite, name, bug, new RelayTarget(reference, connect => wrap(new BuggyRelay(page, planted, connect)), options) { NeedsFreePort = needsFreePort }) with
            {
                // How the bytes of a client arrive makes no difference to other bugs.
                Perturbations = PageBugs.DependsOnReads(planted) ? Perturbation.All : [],
            };
    }

    /// <summary>A server that closes after each answer has no second one to get wrong, keeps no connection, and has sent everything when it closes.</summary>
    private static bool AnswersOnce(Page page) => page.ServerRules.Count > 0 && page.ServerRules.Where(static rule => rule.Event is RuleEvent.Message or RuleEvent.AnythingElse)
        .All(static rule => rule.Actions.Any(static action => action is CloseAction or ResetAction));
}
