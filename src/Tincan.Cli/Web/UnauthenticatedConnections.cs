using Microsoft.AspNetCore.Connections;

namespace Tincan.Cli.Web;

/// <summary>
/// The connections that have not sent the token yet. Their number and their time are limited, so that incomplete requests cannot use up the connections of
/// viewers. If there are too many, the oldest is reset.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class UnauthenticatedConnections(TimeProvider time)
{
    /// <summary>The maximum number of such connections.</summary>
    public const int Limit = 32;

    /// <summary>How long a connection may take to send the token. A browser does so at once.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private readonly LinkedList<Unauthenticated> _all = [];
    private readonly Lock _lock = new();

    /// <summary>Serves a connection, which has not sent the token at first.</summary>
    public ConnectionDelegate Watch(ConnectionDelegate next) => async connection =>
    {
        using var connected = new Unauthenticated(this, connection);
        connection.Features.Set(connected);
        Enter(connected);
        await next(connection);
    };

    private void Enter(Unauthenticated connected)
    {
        Unauthenticated? oldest = null;
        lock (_lock)
        {
            _all.AddLast(connected.Place);
            if (_all.Count > Limit)
            {
                oldest = _all.First!.Value;
                _all.RemoveFirst();
            }
        }

        oldest?.Reset("too many connections without the token");
        connected.Start(time);
    }

    private void Leave(LinkedListNode<Unauthenticated> place)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _all.Remove(place);
            }
        }
    }

    /// <summary>A connection that has not sent the token yet.</summary>
    internal sealed class Unauthenticated : IDisposable
    {
        private readonly UnauthenticatedConnections _all;
        private readonly ConnectionContext _connection;
        private ITimer? _timer;

        public Unauthenticated(UnauthenticatedConnections all, ConnectionContext connection)
        {
            (_all, _connection) = (all, connection);
            Place = new(this);
        }

        public LinkedListNode<Unauthenticated> Place { get; }

        /// <summary>Starts its timeout.</summary>
        public void Start(TimeProvider time) => _timer = time.CreateTimer(
            static connected => ((Unauthenticated)connected!).TimedOut(), this, TimeLimit, Timeout.InfiniteTimeSpan);

        /// <summary>The connection has sent the token, so the limits no longer apply.</summary>
        public void Authenticated() => Dispose();

        public void Reset(string why) => _connection.Abort(new ConnectionAbortedException(why));

        public void Dispose()
        {
            _timer?.Dispose();
            _all.Leave(Place);
        }

        private void TimedOut()
        {
            if (Place.List is not null)
            {
                Reset($"no token within {TimeLimit.TotalSeconds:0} s");
            }
        }
    }
}
