class Mailer:
    can_send = False

    @classmethod
    def open(cls, u):
        return cls()

    def send(self, to, subject, body):
        pass
