using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;

namespace Tincan.Hosting;

/// <summary>The metrics and activities of a host. With no listener they cost a few checks per connection, and nothing per message.</summary>
internal sealed class HostTelemetry : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<IEnumerable<HostedConversation>> _open;
    private readonly KeyValuePair<string, object?>[] _host;
    private readonly HostOptions _options;
    private long _received;
    private long _sent;
    private long _messages;

    public HostTelemetry(HostOptions options, EndPoint local, Func<IEnumerable<HostedConversation>> open)
    {
        _open = open;
        _options = options;
        _host = [new("tincan.service", options.Name), .. Attributes("server", local)];
        Instruments.Add(this);
    }

    /// <summary>Counts a connection that a limit refused.</summary>
    public void Rejected(Limit limit) => Instruments.Rejected.Add(1, With(new("tincan.limit", LimitName.Of(limit))));

    /// <summary>Counts a new conversation.</summary>
    /// <returns>Its activity; null if there is no listener.</returns>
    public Activity? Began(HostedConversation conversation)
    {
        Instruments.Active.Add(1, _host);
        if (!Instruments.Activities.HasListeners())
        {
            return null;
        }

        // The client's address has the actual IP version: a server on all addresses listens on IPv6 and accepts both.
        var client = Attributes("network.peer", conversation.Wire.RemoteEndPoint);
        var server = _host.Where(tag => !Array.Exists(client, other => other.Key == tag.Key));
        return Instruments.Activities.StartActivity(ActivityKind.Server, name: $"{_options.Name} connection", tags: [.. server, .. client]);
    }

    /// <summary>Counts the end of a conversation.</summary>
    public void Ended(HostedConversation conversation, Activity? activity)
    {
        var wire = conversation.Wire;
        lock (_lock)
        {
            conversation.IsCounted = true;
            _received += wire.Received;
            _sent += wire.Sent;
            _messages += wire.Messages;
        }

        Instruments.Active.Add(-1, _host);
        if (conversation.Limit is { } limit)
        {
            Instruments.Limited.Add(1, With(new("tincan.limit", LimitName.Of(limit))));
        }

        var reason = conversation.Reason.Word();
        if (Instruments.Duration.Enabled)
        {
            var tags = With(new("tincan.close.reason", reason));
            if (IsError(conversation.Reason))
            {
                tags.Add("error.type", reason);
            }

            Instruments.Duration.Record(_options.Time.GetElapsedTime(conversation.Began).TotalSeconds, tags);
        }

        if (activity is not null)
        {
            Describe(activity, conversation, reason);
        }
    }

    /// <summary>Bytes both ways, since the host began.</summary>
    public IEnumerable<Measurement<long>> IO()
    {
        var received = Sum(() => _received, static wire => wire.Received);
        var sent = Sum(() => _sent, static wire => wire.Sent);
        return [new(received, [.. _host, new("network.io.direction", "receive")]), new(sent, [.. _host, new("network.io.direction", "transmit")])];
    }

    /// <summary>Messages since the host began.</summary>
    public IEnumerable<Measurement<long>> Messages() => [new(Sum(() => _messages, static wire => wire.Messages), _host)];

    /// <summary>Connections with a send that is waiting for the client to read.</summary>
    public IEnumerable<Measurement<long>> Unread() => [new(Sum(static () => 0, static wire => wire.IsSending ? 1 : 0), _host)];

    public void Dispose() => Instruments.Remove(this);

    private static void Describe(Activity activity, HostedConversation conversation, string reason)
    {
        activity.SetTag("tincan.close.reason", reason);
        activity.SetTag("tincan.io.received", conversation.Wire.Received);
        activity.SetTag("tincan.io.sent", conversation.Wire.Sent);
        activity.SetTag("tincan.messages", conversation.Wire.Messages);
        if (conversation.Limit is { } limit)
        {
            activity.SetTag("tincan.limit", LimitName.Of(limit));
        }

        if (IsError(conversation.Reason))
        {
            activity.SetTag("error.type", reason);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Stop();
    }

    /// <summary>Whether the reason is an error. Timeouts and shutdowns are not: they work as configured.</summary>
    private static bool IsError(CloseReason reason) => reason
        is not (CloseReason.PeerFinished or CloseReason.Finished or CloseReason.Stopped or CloseReason.Idle or CloseReason.Expired);

    /// <summary>The attributes of an address, by the semantic conventions of OpenTelemetry. A client of a Unix socket has no address.</summary>
    private static KeyValuePair<string, object?>[] Attributes(string role, EndPoint end) => (end, end.ToString()) switch
    {
        (IPEndPoint { Address: var address, Port: var port }, _) =>
        [
            new($"{role}.address", address.ToString()),
            new($"{role}.port", port),
            new("network.transport", "tcp"),
            new("network.type", address.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4"),
        ],
        (_, { } name) when name.StartsWith(UnixAddress.Scheme, StringComparison.Ordinal) =>
            [new($"{role}.address", name[UnixAddress.Scheme.Length..]), new("network.transport", "unix")],
        _ => [],
    };

    private TagList With(KeyValuePair<string, object?> tag)
    {
        var tags = new TagList(_host);
        tags.Add(tag);
        return tags;
    }

    private long Sum(Func<long> ended, Func<MeasuredWire, long> ofOne)
    {
        lock (_lock)
        {
            return ended() + _open().Where(static conversation => !conversation.IsCounted).Sum(conversation => ofOne(conversation.Wire));
        }
    }
}
