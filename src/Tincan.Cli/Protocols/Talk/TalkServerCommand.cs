using Tincan.Cli.Services;

namespace Tincan.Cli.Protocols.Talk;

/// <summary><c>tincan talk server PORT</c>: <c>tincan serve talk</c> on all addresses, as the assignment requires.</summary>
internal sealed class TalkServerCommand : ServiceCommand
{
    private readonly Argument<int?> _port = new("PORT") { Arity = ArgumentArity.ZeroOrOne, HelpName = "PORT" };

    public TalkServerCommand()
        : base(TalkPlan.Declared, "server", TalkPlan.Declared.Does, HostPort.AnyHost)
    {
        _port.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && !HostPort.TryCreate("", word.Value, out _, out var problem))
            {
                result.AddError(problem);
            }
        });
        Add(_port);
        Usage = "[PORT]";
        Examples = [("tincan talk server 50009", "on all addresses"), ("tincan talk server --listen 127.0.0.1:50009", "on one address only")];
    }

    protected override ServicePlan Read(ParseResult parsed, ServicePlan plan) =>
        parsed.GetValue(_port) is { } port ? plan with { Listen = new Located<WireAddress>(new HostPort(HostPort.AnyHost, port)) } : plan;
}
