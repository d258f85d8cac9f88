/** Whether the server is on its way out. Set once, by the shutdown. */
export class ServerState {
  stopping = false;
}
